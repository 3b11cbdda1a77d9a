package io.mobula.core.directory;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Opaque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the deaths of processes and the ends of jobs do to actors and groups. */
final class DeathSteps {
    private DeathSteps() {}

    static void nodeDied(Draft draft, ProcessId node, String detail) {
        String why = node + " died: " + detail;
        ended(draft, actor -> isOf(actor.owner(), node), group -> isOf(group.owner(), node), why);
        for (ActorRecord actor : List.copyOf(draft.view().actors().values())) {
            Optional<ActorRecord> now = draft.living(actor.id(), actor.epoch());
            if (now.isEmpty() || !isAt(now.get(), node)) continue;
            draft.endLife(now.get(), ActorEnd.NODE_DIED, why);
        }
        for (GroupRecord group : List.copyOf(draft.view().groups().values())) {
            Optional<GroupRecord> now = draft.livingGroup(group.id(), group.epoch());
            if (now.isEmpty()) continue;
            Reservation reservation = draft.reservation(group.id());
            for (int i = 0; i < reservation.bundles().size(); i++) {
                if (!reservation.node(i).equals(Optional.of(node))) continue;
                draft.displace(now.get(), node, why);
                break;
            }
        }
    }

    /** What the driver itself owns ends; the rest of its job ends with it, unless a detached actor still needs it. */
    static void driverDied(Draft draft, ProcessId driver, String detail) {
        String why = driver + " died: " + detail;
        ended(draft, actor -> actor.owner().equals(driver), group -> group.owner().equals(driver), why);
        if (!draft.linger(driver)) jobEnded(draft, driver, why);
    }

    static void jobEnded(Draft draft, ProcessId job, String why) {
        ended(draft, actor -> actor.job().equals(job), group -> group.job().equals(job), why);
    }

    private static void ended(Draft draft, Predicate<ActorSpec> actors, Predicate<GroupSpec> groups, String why) {
        for (GroupRecord group : List.copyOf(draft.view().groups().values())) {
            if (groups.test(group.spec()))
                draft.livingGroup(group.id(), group.epoch()).ifPresent(now -> GroupSteps.remove(draft, now, why));
        }
        for (ActorRecord actor : List.copyOf(draft.view().actors().values())) {
            if (actor.spec().detached() || !actors.test(actor.spec())) continue;
            draft.living(actor.id(), actor.epoch())
                    .ifPresent(now -> draft.bury(now, ActorEnd.OWNER_ENDED, why, Opaque.EMPTY));
        }
    }

    private static boolean isAt(ActorRecord actor, ProcessId node) {
        return switch (actor.state()) {
            case ActorRecord.Placed(ProcessId at) -> isOf(at, node);
            case ActorRecord.Alive(ProcessId at) -> isOf(at, node);
            case ActorRecord.Waiting _, ActorRecord.Dead _ -> false;
        };
    }

    /** An executor dies with its node. */
    private static boolean isOf(ProcessId process, ProcessId node) {
        return process.isNode() && process.number() == node.number() && process.incarnation() == node.incarnation();
    }
}
