package io.mobula.boot;

import io.mobula.attach.DirectoryListing;
import io.mobula.cli.job.ActorSource;
import io.mobula.cli.job.Target;
import io.mobula.core.control.ClusterView;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.id.ProcessId;
import io.mobula.driver.ConnectTarget;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code mobula actors}. */
public final class ActorsService implements ActorSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public List<Actor> actors(Target target) {
        DirectoryListing listing =
                DirectoryListing.list(ConnectTarget.parse(target.address()), Accesses.of(target), TIMEOUT);
        return listing.actors().stream()
                .map(actor -> actor(actor, listing.view()))
                .toList();
    }

    private static Actor actor(ActorRecord actor, ClusterView view) {
        return new Actor(
                actor.id().toString(),
                Optional.of(actor.spec().name()).filter(name -> !name.isEmpty()),
                simple(actor.spec().type()),
                state(actor),
                at(actor.state()).map(process -> nameOf(process, view)),
                Math.max(0, actor.epoch() - 1),
                actor.spec().job().toString(),
                remark(actor.state()));
    }

    private static State state(ActorRecord actor) {
        boolean first = actor.epoch() <= 1;
        return switch (actor.state()) {
            case ActorRecord.Waiting _ -> first ? State.WAITING : State.RESTARTING;
            case ActorRecord.Placed _ -> first ? State.STARTING : State.RESTARTING;
            case ActorRecord.Alive _ -> State.ALIVE;
            case ActorRecord.Dead _ -> State.DEAD;
        };
    }

    private static Optional<ProcessId> at(ActorRecord.State state) {
        return switch (state) {
            case ActorRecord.Placed(ProcessId at) -> Optional.of(at);
            case ActorRecord.Alive(ProcessId at) -> Optional.of(at);
            case ActorRecord.Waiting _, ActorRecord.Dead _ -> Optional.empty();
        };
    }

    private static Optional<String> remark(ActorRecord.State state) {
        return switch (state) {
            case ActorRecord.Waiting(String why) -> Optional.of(why);
            case ActorRecord.Placed _, ActorRecord.Alive _ -> Optional.empty();
            case ActorRecord.Dead dead -> Optional.of(ending(dead));
        };
    }

    /** {@code node died: it was silent for 3 s}. */
    private static String ending(ActorRecord.Dead dead) {
        String cause = dead.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return dead.detail().isEmpty() ? cause : cause + ": " + dead.detail();
    }

    /** A node that is in the view no more is told by its identity. */
    private static String nameOf(ProcessId process, ClusterView view) {
        return view.nodes().stream()
                .filter(node -> node.process().sameSeat(process))
                .map(ClusterView.Node::name)
                .findFirst()
                .orElseGet(process::toString);
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
