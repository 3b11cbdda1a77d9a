package io.mobula.session;

/** What a body threw, and where. Travels in place of the value. */
record Thrown(String task, String node, int attempt, Throwable error) {}
