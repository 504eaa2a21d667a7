"""How quick the portal is (`make bench`): each figure beside a bare one of the same server and the same minutes."""
