package io.mobula.examples.digits;

import io.mobula.api.Mobula;
import io.mobula.api.resource.Resources;
import io.mobula.serve.Serve;
import io.mobula.serve.ServeStatus.DeploymentStatus;
import io.mobula.serve.ServeStatus.ReplicaStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The third stage: the trained model as two replicas behind HTTP, and a client that sends it all held-out images. */
final class ServeStage {
    private static final String NAME = "digits";
    private static final String PATH = "/digits";
    private static final int REPLICAS = 2;

    /** How long a lost replica's successor may take. */
    private static final Duration REPLACED_WITHIN = Duration.ofSeconds(30);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /**
     * @param predictions what the answers said of the held-out images, digit by digit
     * @param replaced replicas that were lost, and their successors
     */
    record Served(
            URI uri,
            Load.Figures load,
            String predictions,
            Optional<Kill> killed,
            List<String> replaced,
            double seconds) {}

    private final Mobula mobula;
    private final Options options;
    private final PrintStream out;
    private final Blow blow;

    ServeStage(Mobula mobula, Options options, PrintStream out) {
        this.mobula = mobula;
        this.options = options;
        this.out = out;
        this.blow = new Blow(options.cluster());
    }

    Served run(Network network, Digits heldOut) throws InterruptedException {
        long startNanos = System.nanoTime();
        try (Serve serve = Serve.on(mobula).http(freePort())) {
            serve.deployment(NAME, Predictor.class)
                    .replicas(REPLICAS)
                    .resources(Resources.cpus(1))
                    .post(PATH, Predictor.Image.class, Predictor::label)
                    .inference(Predictor.SIGNATURE, Predictor::infer)
                    .deploy(() -> new Predictor(network));
            if (options.after() == Options.After.KEEP) serve.keep();
            List<ReplicaStatus> first = ready(serve);
            URI uri = serve.uri().resolve(PATH);
            out.println("  " + uri + ", " + first.size() + " replicas on " + String.join(" and ", nodes(first)));
            Load load = new Load(uri, heldOut, options.size().rounds, () -> blow.strike(nodes(ready(serve))));
            Load.Figures figures = load.run();
            List<String> replaced = blow.struck().isPresent() ? replaced(serve, first) : List.of();
            if (options.after() == Options.After.KEEP) tellHowToAsk(uri, heldOut);
            return new Served(
                    uri, figures, load.predictions(), blow.struck(), replaced, (System.nanoTime() - startNanos) / 1e9);
        }
    }

    private void tellHowToAsk(URI uri, Digits digits) {
        String image = Arrays.toString(digits.image(0)).replace(" ", "");
        out.println("  It shows a " + digits.labels()[0] + ":");
        out.println("  curl -H 'Content-Type: application/json' -d '{\"pixels\":" + image + "}' " + uri);
    }

    private static List<ReplicaStatus> ready(Serve serve) {
        return serve.status().deployments().stream()
                .filter(deployment -> deployment.name().equals(NAME))
                .map(DeploymentStatus::replicas)
                .flatMap(List::stream)
                .filter(replica -> replica.state().equals("READY"))
                .toList();
    }

    private static Set<String> nodes(List<ReplicaStatus> replicas) {
        return replicas.stream().map(ReplicaStatus::node).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Waits until there are as many replicas as before. */
    private List<String> replaced(Serve serve, List<ReplicaStatus> before) throws InterruptedException {
        Set<String> known = before.stream().map(ReplicaStatus::id).collect(Collectors.toSet());
        long endNanos = System.nanoTime() + REPLACED_WITHIN.toNanos();
        while (true) {
            List<ReplicaStatus> now = ready(serve);
            List<ReplicaStatus> successors = now.stream()
                    .filter(replica -> !known.contains(replica.id()))
                    .toList();
            if ((now.size() == REPLICAS && !successors.isEmpty()) || System.nanoTime() > endNanos) {
                return successors.stream()
                        .map(replica -> replica.id() + " on " + replica.node())
                        .toList();
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    /** One port for the listener's whole life: if its node dies, it listens there again. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
