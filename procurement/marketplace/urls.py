"""Addresses of the marketplace."""

from django.urls import path

from procurement.marketplace import member_views as mine
from procurement.marketplace import views

app_name = "offers"

urlpatterns = [
    path("procurement/offers/", views.offer_list, name="list"),
    path("procurement/offers/<int:pk>/", views.offer_detail, name="detail"),
    path("procurement/offers/<int:pk>/enquire/", views.enquire, name="enquire"),
    path("procurement/enquiries/<uuid:pk>/", views.sent, name="sent"),
    path("procurement/enquiries/<uuid:pk>/confirm/", views.confirm, name="confirm"),
    path("procurement/enquiries/<uuid:pk>/code/", views.code_again, name="code_again"),
    path("procurement/photos/<uuid:pk>/", views.photo, name="photo"),
    path("my/offers/", mine.my_offers, name="mine"),
    path("my/offers/new/", mine.new_offer, name="new"),
    path("my/offers/<int:pk>/", mine.my_offer, name="my"),
    path("my/offers/<int:pk>/edit/", mine.edit_offer, name="edit"),
    path("my/offers/<int:pk>/photos/", mine.add_photo, name="add_photo"),
    path("my/offers/<int:pk>/photos/<int:place>/remove/", mine.remove_photo, name="remove_photo"),
    path("my/offers/<int:pk>/submit/", mine.step, {"step": "submit"}, name="submit"),
    path("my/offers/<int:pk>/recall/", mine.step, {"step": "recall"}, name="recall"),
    path("my/offers/<int:pk>/take-down/", mine.step, {"step": "take_down"}, name="take_down"),
    path("my/offers/<int:pk>/put-up/", mine.step, {"step": "put_up"}, name="put_up"),
    path("my/offers/<int:pk>/discard/", mine.discard, name="discard"),
    path("my/enquiries/", mine.my_enquiries, name="enquiries"),
    path("my/enquiries/<uuid:pk>/", mine.my_enquiry, name="enquiry"),
    path("my/enquiries/<uuid:pk>/close/", mine.close_enquiry, name="close"),
]
