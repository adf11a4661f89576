const EARTH_RADIUS_KM = 6371;
const radians = (degrees) => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres between two `{ latitude, longitude }`. */
export function kilometres(a, b) {
  const dLat = radians(b.latitude - a.latitude);
  const dLng = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The point whose coordinates are the medians of the points' coordinates: one wrong point does not move it. */
export function medianPoint(points) {
  const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return { latitude: middle(points.map((p) => p.latitude)), longitude: middle(points.map((p) => p.longitude)) };
}

/** Centre of points weighted by `weight(point)`; every point counts for at least 1. */
export function weightedCentre(points, weight) {
  let total = 0;
  let latitude = 0;
  let longitude = 0;
  for (const point of points) {
    const share = Math.max(1, weight(point));
    total += share;
    latitude += share * point.latitude;
    longitude += share * point.longitude;
  }
  return { latitude: latitude / total, longitude: longitude / total };
}
