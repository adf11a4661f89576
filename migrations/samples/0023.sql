update listings set draft_version = 3;
