package io.mobula.core.message;

import io.mobula.core.id.RefKey;

/** A sealed value that a pushed task needs before it runs: {@link Outcome.Inline} or {@link Outcome.Stored}. A failed one is never pushed. */
public record Dependency(RefKey ref, Outcome outcome) {}
