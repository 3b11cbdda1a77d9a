package io.mobula.core.control;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is to keep the log. A group always goes from one odd number to another in a single change: an even number takes one more for a majority and survives not one loss more.
 *
 * <p>Every answer is the new group, or nothing if the present one is right or not enough is known.
 */
public final class ReplicaRules {
    private ReplicaRules() {}

    /** A replica that knocks has the place of one in the group: it was emptied, and is another one now, or it moved. */
    public static Optional<List<Replica>> returned(List<Replica> group, Replica knocking) {
        if (group.contains(knocking)) return Optional.empty();
        var changed = new ArrayList<Replica>(group);
        changed.replaceAll(one -> isSamePlace(one, knocking) ? knocking : one);
        return changed.equals(group) ? Optional.empty() : Optional.of(changed);
    }

    private static boolean isSamePlace(Replica one, Replica other) {
        return one.id().equals(other.id()) || one.contact().equals(other.contact());
    }

    /** A new cluster begins with all of its keepers, once each has knocked. */
    public static Optional<List<Replica>> founded(
            List<Replica> group, Collection<String> keepers, Map<String, Replica> knocked) {
        return grown(group, Set.of(), keepers, knocked);
    }

    /**
     * Some leave and others come, in one change.
     *
     * @param leaving contacts of members
     * @param coming contacts of those that have been invited; members among them stay
     * @param knocked by contact
     */
    public static Optional<List<Replica>> grown(
            List<Replica> group, Collection<String> leaving, Collection<String> coming, Map<String, Replica> knocked) {
        var changed = new ArrayList<Replica>();
        for (Replica one : group) if (!leaving.contains(one.contact())) changed.add(one);
        for (String contact : coming) {
            if (changed.stream().anyMatch(one -> one.contact().equals(contact))) continue;
            Replica replica = knocked.get(contact);
            if (replica == null) return Optional.empty();
            changed.add(replica);
        }
        return changed.equals(group) ? Optional.empty() : Optional.of(changed);
    }

    /** Why a group of this size is refused; empty if it is not. */
    public static Optional<String> objection(int size) {
        if (size < 1) return Optional.of("the log would have no replica left");
        if (size % 2 == 0)
            return Optional.of("that makes " + size + " replicas, an even number, which survives no more losses than "
                    + (size - 1));
        return Optional.empty();
    }
}
