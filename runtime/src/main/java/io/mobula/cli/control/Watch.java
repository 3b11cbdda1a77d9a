package io.mobula.cli.control;

import io.mobula.cli.ClusterStatus;
import io.mobula.cli.StatusSource;
import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.job.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks how the cluster is, over whichever of its nodes answers: the one first asked may be the one that goes. */
final class Watch {
    private static final long LOOK_EVERY_MILLIS = 200;

    private final StatusSource source;
    private final Target target;
    private List<String> addresses;

    Watch(StatusSource source, Target target) {
        this.source = source;
        this.target = target;
        this.addresses = List.of(target.address());
    }

    /** Between one look and the next. */
    static void pause() throws InterruptedException {
        Thread.sleep(LOOK_EVERY_MILLIS);
    }

    ClusterStatus status() {
        Optional<RuntimeException> last = Optional.empty();
        for (String address : addresses) {
            try {
                ClusterStatus status = source.status(target.at(address));
                learn(address, status);
                return status;
            } catch (RuntimeException noAnswer) {
                last = Optional.of(noAnswer);
            }
        }
        throw last.orElseThrow();
    }

    /** Who has answered is asked first again. */
    private void learn(String answered, ClusterStatus status) {
        var all = new ArrayList<String>();
        all.add(answered);
        for (ClusterStatus.Node node : status.nodes()) if (!all.contains(node.address())) all.add(node.address());
        if (!all.contains(target.address())) all.add(target.address());
        addresses = all;
    }

    /** A node other than this one, for what is asked while that one goes. */
    Target besides(String node) {
        return status().nodes().stream()
                .filter(one -> !one.name().equals(node) && one.uptimeMillis() > 0)
                .findFirst()
                .map(one -> target.at(one.address()))
                .orElse(target);
    }

    Optional<ClusterStatus.Node> node(String name) {
        return status().nodes().stream()
                .filter(one -> one.name().equals(name) || one.name().startsWith(name + " ("))
                .findFirst();
    }

    ClusterStatus.Node require(String name) {
        return node(name)
                .orElseThrow(() -> new CommandFailed("The cluster has no node %s now. It has %s."
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        status().nodes().stream()
                                                .map(ClusterStatus.Node::name)
                                                .toList()))));
    }
}
