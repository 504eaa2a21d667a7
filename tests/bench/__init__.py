"""How quick the pages are, in times of a bare Django page on the same server in the same minute (`make bench`)."""
