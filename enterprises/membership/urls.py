"""Addresses of memberships."""

from django.urls import path

from enterprises.membership import views

app_name = "members"

urlpatterns = [
    path("my/enterprise/members/", views.members, name="list"),
    path("my/enterprise/members/<int:pk>/", views.member, name="member"),
    path("my/enterprise/members/<int:pk>/remove/", views.remove, name="remove"),
    path("my/enterprise/members/leave/", views.leave, name="leave"),
    path("my/enterprise/members/hand-over/", views.hand_over, name="hand_over"),
    path("my/enterprise/invitations/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("my/enterprise/invitations/<int:pk>/again/", views.invite_again, name="invite_again"),
    path("my/hand-overs/<int:pk>/", views.hand_over_answer, name="hand_over_answer"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
]
