package io.mobula.core.directory;

import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How far a living group's bundles are.
 *
 * @param queued its place among those that wait for nodes; counts as long as it waits
 */
public record Reservation(List<Bundle> bundles, long queued) {
    /** Where one bundle is. */
    public sealed interface Bundle {}

    /** It has no node: it never had one, or that one died. */
    public enum Homeless implements Bundle {
        HOMELESS
    }

    /** It is to be on this node, which has not said that it has taken the resources out of its own in this epoch. */
    public record Assigned(ProcessId node) implements Bundle {}

    public record Reserved(ProcessId node) implements Bundle {}

    public Reservation {
        bundles = List.copyOf(bundles);
    }

    static Reservation none(int bundles, long queued) {
        return new Reservation(Collections.nCopies(bundles, Homeless.HOMELESS), queued);
    }

    static Reservation at(List<ProcessId> nodes, long queued) {
        return new Reservation(nodes.stream().<Bundle>map(Assigned::new).toList(), queued);
    }

    public Optional<ProcessId> node(int bundle) {
        return switch (bundles.get(bundle)) {
            case Homeless _ -> Optional.empty();
            case Assigned(ProcessId node) -> Optional.of(node);
            case Reserved(ProcessId node) -> Optional.of(node);
        };
    }

    /** The bundle's node has reserved it. */
    Reservation reserved(int bundle) {
        var next = new ArrayList<>(bundles);
        next.set(bundle, new Reserved(node(bundle).orElseThrow()));
        return new Reservation(next, queued);
    }

    /** Without what was on this node; what is elsewhere stays there, and is reserved again. */
    Reservation without(ProcessId node, long place) {
        var next = new ArrayList<Bundle>();
        for (int i = 0; i < bundles.size(); i++) {
            Optional<ProcessId> at = node(i);
            next.add(at.isEmpty() || at.get().equals(node) ? Homeless.HOMELESS : new Assigned(at.get()));
        }
        return new Reservation(next, place);
    }

    boolean complete() {
        return bundles.stream().allMatch(Reserved.class::isInstance);
    }
}
