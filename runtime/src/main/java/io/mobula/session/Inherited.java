package io.mobula.session;

/** What a session hands on to all that is submitted through it. */
record Inherited(Priority priority, Lifetime lifetime) {}
