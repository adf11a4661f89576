update listing_media set name = '00112233445566778899aabbccddeeff', caption = 'La salle d’attente', width = 1600, height = 1200,
    original_hash = '\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', placeholder = '\x52494646'
where id = (select min(id) from listing_media where file_type = 'image');
insert into listing_media (id, listing_id, file_url, file_name, file_type, file_size, staged_key, state)
select 'media-processing', min(listing_id), '', 'façade.jpg', 'image', 8000000, 'media/staged/a', 'processing' from listing_media;
insert into listing_media (id, listing_id, file_url, file_name, file_type, file_size, state, refusal)
select 'media-refused', min(listing_id), '', 'bail.pdf', 'document', 90000, 'refused', 'active' from listing_media;
