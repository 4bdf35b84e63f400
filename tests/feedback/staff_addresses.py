"""The addresses of a process that serves staff alone (SURFACE=staff)."""

from config.urls import staff

urlpatterns = staff()
