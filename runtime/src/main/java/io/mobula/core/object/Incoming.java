package io.mobula.core.object;

import io.mobula.core.Transitions;
import io.mobula.core.id.RefKey;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An open message that came: a push whose body has not ended or may not be answered yet, or a result with refs inside that may not be acknowledged yet. */
final class Incoming implements Pending {
    enum Stage {
        OPEN,
        /** Its end waits for registrations. */
        ENDED,
        CLOSED
    }

    static final Transitions<Stage> MOVES = new Transitions<>(
            "A message that brought refs",
            Stage.OPEN,
            Map.of(
                    Stage.OPEN, EnumSet.of(Stage.ENDED),
                    Stage.ENDED, EnumSet.of(Stage.CLOSED)));

    final MessageKey key;
    /** What it brought, without the refs of owners known dead at its arrival. */
    final List<RefKey> refs;
    /** Refs that may have been decoded from values it brought whose owners have died since; each is an {@link Hold#ORPHAN} (REF-6). */
    final Set<RefKey> adopted = new LinkedHashSet<>(0);

    Stage stage = Stage.OPEN;
    /** Its answer is a refusal, which carries no Borrow. */
    boolean bounced;
    /** What each of {@link #refs} is counted as: {@link Hold#COVER}, or {@link Hold#ORPHAN} since its sender died. */
    Hold brought = Hold.COVER;

    /** {@link #refs} for look-ups, made at the first one. */
    private Set<RefKey> lookup = Set.of();

    Incoming(MessageKey key, List<RefKey> refs) {
        this.key = key;
        this.refs = refs;
    }

    boolean brings(RefKey ref) {
        if (lookup.isEmpty() && !refs.isEmpty()) lookup = new HashSet<>(refs);
        return lookup.contains(ref);
    }

    boolean orphan() {
        return brought == Hold.ORPHAN;
    }

    void become(Stage next) {
        stage = MOVES.step(stage, next, this);
    }
}
