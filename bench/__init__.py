"""`make bench`: how fast we are beside what one would use instead, in one run.

Nothing here is a test: machines differ and drift, so what counts is the ratio
of two figures taken in turn on the same server within seconds of each other.
"""
