"""Courses for every stage of life (생애주기별 맞춤형 교육): events whose participants learn something."""
