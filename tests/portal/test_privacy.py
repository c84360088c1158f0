"""On what ground data is fetched is said where every citizen page leads to."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_ground_on_which_data_is_fetched_is_said_and_found_from_the_first_page() -> None:
    address = reverse("portal:privacy")
    assert f'href="{address}"' in Client().get("/").content.decode()
    said = Client().get(address).content.decode()
    assert "lấy dữ liệu này không phải xin đồng ý" in said
    assert "Dùng vào việc khác thì phải hỏi ông/bà trước" in said
