package io.mobula.train;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Outcome;
import io.mobula.api.error.ActorException;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.PlacementException;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.train.WorkerActor.Whereabouts;
import io.mobula.train.collective.Endpoint;
import io.mobula.train.collective.Token;
import io.mobula.train.core.Failure;
import io.mobula.train.core.TrainEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt in the cluster: its placement group, its mailbox, its workers. It performs what the run's core orders, and tells what happens as events.
 *
 * <p>Thread safety: the thread that called {@code fit}.
 *
 * @param <R> what a rank answers
 */
final class Attempt<R extends @Nullable Object> {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    /** For ranks to say where they are. */
    private static final Duration WHEREABOUTS = Duration.ofSeconds(2);

    private final Mobula mobula;
    private final String run;
    private final int number;
    private final TrainSettings settings;
    private final Consumer<TrainEvent> events;
    private final Watch watch;
    private final List<ActorHandle<WorkerActor>> workers = new ArrayList<>();
    private final SortedMap<Integer, Endpoint> endpoints = new TreeMap<>();
    /** Of the step that is being gathered, by rank. */
    private final SortedMap<Integer, RankReport> reports = new TreeMap<>();
    /** Held until the attempt ends: workers read it when they like. */
    private final List<ObjectRef<byte[]>> startedFrom = new ArrayList<>();

    private final SortedMap<Integer, R> values = new TreeMap<>();
    private final SortedMap<Integer, MobulaException> errors = new TreeMap<>();
    private @Nullable PlacementGroup group;
    /** Of the bundles when they were reserved: a bundle whose node died has none. */
    private List<String> nodes = List.of();

    private @Nullable ActorHandle<Mailbox> mailbox;
    /** The call that waits for reports. */
    private @Nullable ObjectRef<List<RankReport>> taking;

    Attempt(Mobula mobula, String run, int number, TrainSettings settings, Consumer<TrainEvent> events) {
        this.mobula = mobula;
        this.run = run;
        this.number = number;
        this.settings = settings;
        this.events = events;
        this.watch = new Watch(mobula);
    }

    /** Waits for what the attempt waits for, at most this long, and tells of it. */
    void await(Duration atMost) {
        watch.await(atMost);
    }

    void reserve() {
        try {
            group = mobula.group()
                    .name("train " + run)
                    .strategy(settings.strategy())
                    .bundles(settings.workers(), settings.each())
                    .reserve(settings.limits().start());
            nodes = placed().bundles().stream().map(PlacementGroup.Bundle::node).toList();
            events.accept(new TrainEvent.GroupReserved(number));
        } catch (PlacementException e) {
            events.accept(new TrainEvent.GroupRefused(number, Failures.ofPlacement(e)));
        }
    }

    void startWorkers() {
        Token token = Token.random();
        List<PlacementGroup.Bundle> bundles = placed().bundles();
        boolean oneNode = nodes.stream().distinct().count() == 1;
        for (int rank = 0; rank < settings.workers(); rank++) {
            PlacementGroup.Bundle bundle = bundles.get(rank);
            String node = nodes.get(rank);
            String host = oneNode ? Hosts.LOOPBACK : Hosts.of(node, mobula.cluster());
            ActorHandle<WorkerActor> worker = mobula.actor()
                    .name("train " + run + " attempt " + number + " rank " + rank)
                    .resources(settings.each())
                    .in(bundle)
                    .concurrencyGroup(WorkerActor.CONTROL, 2)
                    .start(() -> new WorkerActor(node, host, token));
            workers.add(worker);
            int self = rank;
            watch.on(worker.call(WorkerActor::endpoint), outcome -> started(self, node, outcome));
        }
        mailbox = mobula.actor()
                .name("train " + run + " attempt " + number + " mailbox")
                .start(Mailbox::new);
    }

    private void started(int rank, String node, Outcome<Endpoint> outcome) {
        switch (outcome) {
            case Outcome.Success<Endpoint>(Endpoint endpoint) -> {
                endpoints.put(rank, endpoint);
                events.accept(new TrainEvent.WorkerReady(number, rank, node));
            }
            case Outcome.Failure<Endpoint>(MobulaException error) -> failed(rank, error);
        }
    }

    void runLoops(Vault.Kept from, TrainLoop<? extends R> loop) {
        List<Endpoint> all = List.copyOf(endpoints.values());
        SortedMap<Integer, ObjectRef<byte[]>> parts = new TreeMap<>();
        from.parts().forEach((rank, bytes) -> parts.put(rank, mobula.put(bytes)));
        startedFrom.addAll(parts.values());
        for (int rank = 0; rank < workers.size(); rank++) {
            // A rank without a part of its own has rank 0's.
            Optional<ObjectRef<byte[]>> part = Optional.ofNullable(parts.getOrDefault(rank, parts.get(0)));
            var assignment = new Assignment(
                    run,
                    rank,
                    all,
                    new Assignment.From(from.step(), part),
                    settings.format(),
                    settings.scope(),
                    new Assignment.Limits(
                            settings.limits().start(), settings.limits().hang()),
                    reports());
            int self = rank;
            ObjectRef<R> end = workers.get(rank).call(worker -> worker.run(assignment, loop));
            watch.on(end, outcome -> ended(self, outcome));
        }
        takeReports();
    }

    private void ended(int rank, Outcome<R> outcome) {
        switch (outcome) {
            case Outcome.Success<R>(R value) -> {
                values.put(rank, value);
                events.accept(new TrainEvent.WorkerEnded(number, rank));
            }
            case Outcome.Failure<R>(MobulaException error) -> failed(rank, error);
        }
    }

    private void failed(int rank, MobulaException error) {
        boolean first = errors.isEmpty();
        errors.put(rank, error);
        Failure failure = Failures.ofRank(rank, name(rank), error, settings.retry());
        if (first && failure.kind() == Failure.Kind.LATE) {
            String text = hang().text(settings.limits().hang()).orElse(failure.text());
            failure = new Failure(failure.kind(), failure.rank(), text, failure.remedy());
        }
        events.accept(new TrainEvent.WorkerFailed(number, rank, failure));
    }

    private void takeReports() {
        ObjectRef<List<RankReport>> next = reports().callAsync(Mailbox::take);
        taking = next;
        watch.on(next, outcome -> {
            switch (outcome) {
                case Outcome.Success<List<RankReport>>(List<RankReport> taken) -> {
                    taken.forEach(this::reported);
                    takeReports();
                }
                // The ranks notice too: their reports reach nobody.
                case Outcome.Failure<List<RankReport>>(MobulaException error) ->
                    LOG.warn("The reports of training run {} come no more: {}", run, error.getMessage());
            }
        });
    }

    private void reported(RankReport report) {
        reports.put(report.rank(), report);
        var offer = report.value().isPresent() ? TrainEvent.Offer.CHECKPOINT : TrainEvent.Offer.METRICS;
        events.accept(new TrainEvent.Reported(number, report.rank(), report.step(), offer));
    }

    /** What the ranks reported at the step that is complete. */
    Report report(long step) {
        return new Report(
                step, reports.values().stream().map(RankReport::metrics).toList());
    }

    /** The values that came with it, fetched. */
    SortedMap<Integer, byte[]> fetch() {
        SortedMap<Integer, byte[]> parts = new TreeMap<>();
        reports.forEach((rank, report) -> report.value().ifPresent(value -> {
            parts.put(rank, value.get(settings.limits().hang()));
            value.release();
        }));
        return parts;
    }

    void release(long step) {
        reports.clear();
        reports().send(box -> box.release(step));
    }

    void abort(Failure failure) {
        String why = failure.text();
        for (int rank = 0; rank < workers.size(); rank++) {
            if (values.containsKey(rank) || errors.containsKey(rank)) continue;
            ActorHandle<WorkerActor> worker = workers.get(rank);
            quietly(() -> worker.withGroup(WorkerActor.CONTROL).run(actor -> actor.abort(why)));
        }
        ActorHandle<Mailbox> box = mailbox;
        if (box != null) quietly(() -> box.run(mail -> mail.abort(why)));
    }

    /** Where the ranks are, as far as they say so soon. */
    Hang hang() {
        SortedMap<Integer, ObjectRef<Whereabouts>> asked = new TreeMap<>();
        for (int rank = 0; rank < workers.size(); rank++) {
            ActorHandle<WorkerActor> worker = workers.get(rank);
            int self = rank;
            quietly(() -> asked.put(self, worker.withGroup(WorkerActor.CONTROL).call(WorkerActor::whereabouts)));
        }
        List<ObjectRef<Whereabouts>> answered =
                mobula.await(asked.values(), asked.size(), WHEREABOUTS).ready();
        SortedMap<Integer, Whereabouts> answers = new TreeMap<>();
        asked.forEach((rank, ref) -> {
            if (answered.contains(ref) && ref.outcome() instanceof Outcome.Success<Whereabouts>(Whereabouts where))
                answers.put(rank, where);
        });
        return new Hang(names(), answers);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int rank = 0; rank < workers.size(); rank++) names.add(name(rank));
        return names;
    }

    private String name(int rank) {
        return "rank " + rank + " (" + nodes.get(rank) + ")";
    }

    /** By rank. */
    List<String> nodes() {
        return nodes;
    }

    /** Kills what is left, and gives the resources back. */
    void dispose() {
        ObjectRef<List<RankReport>> waits = taking;
        if (waits != null) waits.cancel();
        workers.forEach(worker -> quietly(worker::kill));
        ActorHandle<Mailbox> box = mailbox;
        if (box != null) quietly(box::kill);
        PlacementGroup held = group;
        if (held != null) held.close();
    }

    /** An actor that is gone needs to be told nothing. */
    private void quietly(Runnable message) {
        try {
            message.run();
        } catch (ActorException e) {
            LOG.debug("Training run {}: {}", run, e.getMessage());
        }
    }

    /** By rank; all of them, once the run is done. */
    List<R> values() {
        return new ArrayList<>(values.values());
    }

    /** What the ranks threw, as they threw it. */
    SortedMap<Integer, Throwable> causes() {
        SortedMap<Integer, Throwable> causes = new TreeMap<>();
        errors.forEach((rank, error) -> causes.put(rank, Failures.causeOf(error)));
        return causes;
    }

    private PlacementGroup placed() {
        PlacementGroup held = group;
        if (held == null) throw new IllegalStateException("Attempt " + number + " of " + run + " has no group");
        return held;
    }

    private ActorHandle<Mailbox> reports() {
        ActorHandle<Mailbox> box = mailbox;
        if (box == null) throw new IllegalStateException("Attempt " + number + " of " + run + " has no mailbox");
        return box;
    }
}
