"""Logging in over HTTP."""

PASSWORD = "Tanggu-1437-Mawei"
OF_FANG = "wangfang-密码-2026"


def log_in(client, name="wangfang", password=OF_FANG, **headers):
    return client.post("/admin/login/", {"username": name, "password": password}, **headers)


def fail(client, times, name="wangfang", **headers):
    for _ in range(times):
        response = log_in(client, name, "错的密码", **headers)
    return response


def is_logged_in(response):
    return response.status_code == 302
