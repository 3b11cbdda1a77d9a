package io.mobula.core.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Actors and groups that were not made, and never are: a request to make one that comes late, or again, gets the answer of then.
 *
 * @param list the latest ones, oldest first
 */
public record Refusals(List<Refusal> list) {
    /** A request is repeated for seconds; so many are not refused meanwhile. */
    static final int LIMIT = 512;

    public static final Refusals NONE = new Refusals(List.of());

    public record Refusal(Subject subject, DirectoryReply reply) {}

    public Refusals {
        list = List.copyOf(list);
    }

    Optional<DirectoryReply> of(Subject subject) {
        for (Refusal one : list) if (one.subject().equals(subject)) return Optional.of(one.reply());
        return Optional.empty();
    }

    Refusals with(Subject subject, DirectoryReply reply) {
        if (of(subject).isPresent()) return this;
        var longer = new ArrayList<>(list);
        longer.add(new Refusal(subject, reply));
        if (longer.size() > LIMIT) longer.removeFirst();
        return new Refusals(longer);
    }
}
