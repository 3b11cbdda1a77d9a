package io.mobula.control;

import io.mobula.core.control.ControlState;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the leader's own process enters the Pekko cluster. Workers join the leader; the leader joins whoever was there before it.
 *
 * <p>After a restart of the control node the others still form a cluster, and joining itself would make a second one. So it joins the members that the log listed when it came up, as long
 * as one of them lives in that same life and has not said that it is outside itself, and makes a cluster of its own only when none does.
 */
final class PekkoEntry {
    private final String own;
    private final Set<String> candidates;

    /** What was asked of Pekko last: it keeps trying by itself. */
    private Optional<Set<String>> asked = Optional.empty();

    PekkoEntry(String own, ControlState before) {
        this.own = own;
        this.candidates = members(before);
    }

    /** This member is in no Pekko cluster: it waits for us. */
    void outside(String member) {
        candidates.remove(member);
    }

    /** Called whenever something may have changed; asks Pekko for something only if that differs from before. */
    void enter(MembershipSystem membership, ControlState state) {
        Set<String> living = members(state);
        if (!living.contains(own) || membership.joined()) return;
        var addresses = new TreeSet<String>();
        for (String member : living) {
            String address = MembershipSystem.addressOf(member);
            if (candidates.contains(member) && !address.equals(MembershipSystem.addressOf(own))) addresses.add(address);
        }
        if (asked.equals(Optional.of(addresses))) return;
        asked = Optional.of(addresses);
        if (addresses.isEmpty()) {
            membership.joinSelf();
        } else {
            membership.join(addresses);
        }
    }

    private static Set<String> members(ControlState state) {
        var members = new TreeSet<String>();
        state.members().values().forEach(member -> members.add(member.member()));
        return members;
    }
}
