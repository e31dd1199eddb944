"""Measurements that the docs quote; each prints a table with machine, versions and commit."""
