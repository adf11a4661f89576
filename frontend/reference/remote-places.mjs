/**
 * Islands and villages of the Guiana forest that the gazetteer package does not hold and whose neighbours are a day's travel away:
 * latitude and longitude of the main village (or of the island when nobody lives there), general geographic knowledge, to two
 * decimals (about 1 km).
 */
export const REMOTE_PLACES = new Map([
  ["97314", [4.21, -51.67]], // Ouanary
  ["97352", [3.62, -53.21]], // Saül
  ["97356", [3.17, -52.34]], // Camopi
  ["97358", [4.82, -53.28]], // Saint-Élie
  ["97362", [3.81, -54.15]], // Papaichton
  ["98411", [-37.83, 77.55]], // Amsterdam, base Martin-de-Viviès
  ["98412", [-49.35, 70.22]], // Kerguelen, Port-aux-Français
  ["98413", [-46.43, 51.86]], // Crozet, base Alfred-Faure
  ["98414", [-66.66, 140.0]], // Terre Adélie, base Dumont-d'Urville
  ["98415", [-11.56, 47.29]], // Îles Éparses: Glorieuses
  ["98711", [-17.35, -145.5]], // Anaa
  ["98713", [-15.25, -146.62]], // Arutua
  ["98716", [-16.06, -145.62]], // Fakarava
  ["98717", [-15.82, -140.88]], // Fangatau
  ["98718", [-10.51, -138.68]], // Fatu-Hiva
  ["98721", [-17.54, -142.61]], // Hikueru
  ["98722", [-17.6, -149.31]], // Hitiaa O Te Ra
  ["98726", [-16.63, -143.57]], // Makemo
  ["98727", [-14.46, -146.04]], // Manihi
  ["98728", [-16.45, -152.25]], // Maupiti
  ["98730", [-14.17, -141.23]], // Napuka
  ["98732", [-19.28, -138.77]], // Nukutavake
  ["98737", [-14.82, -138.82]], // Pukapuka
  ["98739", [-23.87, -147.66]], // Raivavae
  ["98740", [-14.97, -147.64]], // Rangiroa
  ["98741", [-27.62, -144.33]], // Rapa
  ["98743", [-22.65, -152.81]], // Rimatara
  ["98745", [-16.62, -151.5]], // Tahaa
  ["98746", [-9.94, -139.11]], // Tahuata
  ["98749", [-14.48, -145.04]], // Takaroa
  ["98750", [-16.84, -151.36]], // Taputapuatea
  ["98751", [-17.34, -138.45]], // Tatakoto
  ["98753", [-23.35, -149.48]], // Tubuai
  ["98755", [-20.78, -138.57]], // Tureia
  ["98756", [-8.91, -139.55]], // Ua-Huka
  ["98757", [-9.36, -140.05]], // Ua-Pou
  ["98801", [-19.72, 163.66]], // Belep
  ["98806", [-21.66, 165.77]], // Farino
  ["98816", [-21.69, 165.68]], // Moindou
  ["98828", [-21.64, 165.85]], // Sarraméa
  ["98833", [-21.39, 165.82]], // Kouaoua
  ["98901", [10.3, -109.21]], // Clipperton
]);
