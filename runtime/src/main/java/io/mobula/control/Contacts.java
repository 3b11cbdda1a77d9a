package io.mobula.control;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * Where control can be asked: what the configuration names, and what a leader has told since; the group may have changed.
 *
 * <p>Thread safety: any thread.
 */
final class Contacts {
    private final List<String> configured;
    private volatile List<String> all;

    Contacts(List<String> configured) {
        this.configured = List.copyOf(configured);
        this.all = this.configured;
    }

    List<String> configured() {
        return configured;
    }

    List<String> all() {
        return all;
    }

    void learn(List<String> told) {
        var union = new LinkedHashSet<>(told);
        union.addAll(configured);
        all = List.copyOf(union);
    }
}
