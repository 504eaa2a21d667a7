"""What people come to: events with sessions, seats, a waiting list, and who was there."""
