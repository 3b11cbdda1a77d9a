package io.mobula.core;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which states of an entity may follow which. The pages in {@code docs/states} are drawn from it, and a test fails on a transition that no simulation takes.
 *
 * <p>Thread safety: any thread. Whether a transition was taken is noted without a fence: whoever asks has run the entities himself.
 */
@SuppressWarnings("EnumOrdinal") // an index of arrays that never leave this process
public final class Transitions<S extends Enum<S>> {
    private final String entity;
    private final S first;
    private final S[] states;
    /** Of each state, by its ordinal, a bit for each that may follow. */
    private final long[] allowed;

    private final long[] taken;

    /** @param entity what goes through these states, for people */
    public Transitions(String entity, S first, Map<S, Set<S>> following) {
        this.entity = entity;
        this.first = first;
        this.states = first.getDeclaringClass().getEnumConstants();
        this.allowed = new long[states.length];
        this.taken = new long[states.length];
        following.forEach((from, to) -> to.forEach(next -> allowed[from.ordinal()] |= bit(next)));
    }

    private static long bit(Enum<?> state) {
        return 1L << state.ordinal();
    }

    public String entity() {
        return entity;
    }

    public S first() {
        return first;
    }

    /** The next state, for {@code who} to keep. Throws {@link InvariantViolation} if it may not follow. */
    public S step(S from, S to, Object who) {
        long move = bit(to);
        int row = from.ordinal();
        if ((taken[row] & move) != 0) return to; // allowed, then
        if ((allowed[row] & move) == 0)
            throw new InvariantViolation("STATE-1", who + " went from " + from + " to " + to);
        taken[row] |= move;
        return to;
    }

    /** In the order of the states. */
    public Map<S, Set<S>> all() {
        return rows(allowed);
    }

    /** Those that nobody in this process has taken. */
    public Map<S, Set<S>> untaken() {
        long[] left = allowed.clone();
        Arrays.setAll(left, i -> left[i] & ~taken[i]);
        return rows(left);
    }

    private Map<S, Set<S>> rows(long[] bits) {
        var rows = new LinkedHashMap<S, Set<S>>();
        for (S from : states) {
            Set<S> following = EnumSet.noneOf(first.getDeclaringClass());
            for (S to : states) if ((bits[from.ordinal()] & bit(to)) != 0) following.add(to);
            if (!following.isEmpty()) rows.put(from, following);
        }
        return rows;
    }
}
