package io.mobula.serve;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.serve.ServeException.Code;
import io.mobula.serve.core.DeploymentState;
import io.mobula.serve.core.Fleet;
import io.mobula.serve.core.FleetEffect;
import io.mobula.serve.core.FleetEvent;
import io.mobula.serve.core.FleetEvent.End;
import io.mobula.serve.core.FleetState;
import io.mobula.serve.core.ReplicaState;
import io.mobula.serve.core.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller's shell around {@link Fleet}: performs its effects by calls on starters and replicas, and tells it what came of them. Confined to the loop's thread. */
final class ControlRoom {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRoom.class);

    record Version(Facts facts, ActorHandle<Starter> starter, String serve) {}

    private final Mobula mobula;
    private final ScheduledExecutorService loop;
    private final Waiters waiters;
    private final Map<Long, Version> versions = new LinkedHashMap<>();
    private final Map<String, Probe> replicas = new LinkedHashMap<>();
    /** Why the factory of a version threw; taken away when the deploy is settled. */
    private final Map<Long, Throwable> causes = new LinkedHashMap<>();

    private FleetState fleet = FleetState.EMPTY;
    private long nextVersion = 1;
    private long table = 1;
    private @Nullable ActorHandle<Controller> self;

    ControlRoom(Mobula mobula, ScheduledExecutorService loop) {
        this.mobula = mobula;
        this.loop = loop;
        this.waiters = new Waiters(loop);
    }

    // ---- what is asked

    long deploy(Facts facts, ActorHandle<Starter> starter, String serve) {
        refuseConflicts(facts, serve);
        long version = nextVersion++;
        versions.put(version, new Version(facts, starter, serve));
        var plan = new DeploymentState.Plan(version, facts.limits().replicas());
        LOG.info("Deploying {} of class {} as version {}", facts.name(), facts.type(), version);
        take(new FleetEvent.DeployAsked(
                facts.name(), plan, facts.limits().deployTimeout().toNanos()));
        return version;
    }

    private void refuseConflicts(Facts facts, String serve) {
        for (DeploymentState other : fleet.deployments().values()) {
            Version there = versions.get(other.wanted().version());
            if (there == null || other.removing()) continue;
            if (other.name().equals(facts.name())) {
                if (there.facts().type().equals(facts.type()) || there.serve().equals(serve)) continue;
                throw new ServeException(
                        Code.DEPLOYMENT_NAME_TAKEN,
                        "Deployment " + facts.name() + " cannot be deployed: it is of class "
                                + there.facts().type() + ", and this one of " + facts.type()
                                + ". Remove that one first, or take another name.",
                        null);
            }
            for (Facts.Path route : facts.routes()) {
                if (there.facts().routes().stream().noneMatch(r -> r.path().equals(route.path()))) continue;
                throw new ServeException(
                        Code.ROUTE_TAKEN,
                        "Deployment " + facts.name() + " cannot be deployed: its route " + route.path() + " is one of "
                                + other.name() + ". Take another path, or remove that deployment.",
                        null);
            }
        }
    }

    boolean remove(String name) {
        if (fleet.deployment(name).isEmpty()) return false;
        LOG.info("Removing deployment {}", name);
        take(new FleetEvent.RemoveAsked(name));
        return true;
    }

    CompletionStage<Settled> settled(long version) {
        boolean goesOn =
                fleet.deployments().values().stream().anyMatch(d -> d.wanted().version() == version && d.updating());
        return waiters.settled(version, goesOn);
    }

    CompletionStage<Boolean> gone(String name) {
        return waiters.gone(name, fleet.deployment(name).isEmpty());
    }

    CompletionStage<Table> watch(long known) {
        return waiters.table(known, table, this::table);
    }

    ServeStatus status() {
        var reports = new LinkedHashMap<String, Replica.Report>();
        replicas.forEach((id, probe) -> probe.report().ifPresent(report -> reports.put(id, report)));
        return Statuses.of(
                fleet, version -> Optional.ofNullable(versions.get(version)).map(Version::facts), reports);
    }

    void suspect(String replica) {
        Probe probe = replicas.get(replica);
        if (probe != null) probe.ask();
    }

    void tick() {
        try {
            for (Probe probe : List.copyOf(replicas.values())) probe.tick(System.nanoTime());
            take(new FleetEvent.Ticked());
        } catch (RuntimeException e) {
            LOG.error("The controller's tick failed", e); // thrown on, it would be the last one
        }
    }

    // ---- what is decided

    private void take(FleetEvent event) {
        Step<FleetState, FleetEffect> step = Fleet.next(fleet, event, System.nanoTime());
        boolean changed = !step.state().equals(fleet);
        fleet = step.state();
        for (FleetEffect effect : step.effects()) perform(effect);
        if (changed) persist();
    }

    /** A call on this actor makes the runtime take a snapshot. */
    private void persist() {
        if (self == null) self = mobula.find(Controller.class, Controller.NAME).orElse(null);
        if (self != null) self.send(Controller::changed);
    }

    private void perform(FleetEffect effect) {
        switch (effect) {
            case FleetEffect.StartReplica start -> start(start);
            case FleetEffect.DrainReplica(String replica) -> {
                Probe probe = replicas.get(replica);
                if (probe != null) probe.drain();
            }
            case FleetEffect.KillReplica(String replica) -> {
                Probe probe = replicas.remove(replica);
                if (probe != null) probe.kill();
            }
            case FleetEffect.Publish() -> {
                table++;
                waiters.published(table());
            }
            case FleetEffect.Settle settle -> settle(settle);
            case FleetEffect.RetireVersion retire -> {
                Version retired = versions.remove(retire.version());
                causes.remove(retire.version());
                if (retired != null) retired.starter().kill();
            }
            case FleetEffect.Forget(String name) -> waiters.forgotten(name);
        }
    }

    private void start(FleetEffect.StartReplica start) {
        Version version = versions.get(start.version());
        if (version == null) return;
        String id = start.replica();
        var _ = version.starter()
                .call(s -> s.start(id))
                .toCompletableFuture()
                .whenCompleteAsync(
                        (handle, error) -> {
                            if (error != null) ended(id, error);
                            else if (isThere(id)) watch(id, handle);
                            else handle.kill(); // given up meanwhile
                        },
                        loop);
    }

    private boolean isThere(String replica) {
        return state(replica).isPresent();
    }

    private Optional<ReplicaState> state(String replica) {
        return fleet.deployments().values().stream()
                .flatMap(d -> d.replicas().stream())
                .filter(r -> r.id().equals(replica))
                .findFirst();
    }

    private void watch(String id, ActorHandle<Replica> handle) {
        var probe = new Probe(id, handle, loop, this::took);
        replicas.put(id, probe);
        probe.ask();
    }

    /** What a probe found. */
    private void took(Probe.Finding finding) {
        switch (finding) {
            case Probe.Finding.Answered(String id) -> {
                if (state(id)
                        .filter(r -> r.phase() == ReplicaState.Phase.STARTING)
                        .isPresent()) take(new FleetEvent.ReplicaStarted(id));
            }
            case Probe.Finding.Drained(String id) -> take(new FleetEvent.ReplicaDrained(id));
            case Probe.Finding.Lost(String id, Throwable error) -> ended(id, error);
        }
    }

    private void ended(String id, Throwable error) {
        Optional<ReplicaState> state = state(id);
        Probe probe = replicas.remove(id);
        if (probe != null) probe.kill();
        if (state.isEmpty()) return;
        Throwable thrown = Errors.unwrapped(error);
        boolean factory = thrown instanceof MobulaException e && e.code() == ErrorCode.ACTOR_CREATION_FAILED;
        if (factory) causes.put(state.get().version(), thrown.getCause() == null ? thrown : thrown.getCause());
        LOG.warn("Replica {} is gone: {}", id, thrown.toString());
        String detail = factory && thrown.getCause() != null ? thrown.getCause().toString() : thrown.toString();
        take(new FleetEvent.ReplicaEnded(id, factory ? End.FACTORY_FAILED : End.DIED, detail));
    }

    private void settle(FleetEffect.Settle settle) {
        Throwable cause = causes.remove(settle.version());
        Settled outcome = switch (settle.settlement()) {
            case FleetEffect.Settlement.Serves() -> new Settled.Serves(table);
            case FleetEffect.Settlement.Failed(FleetEffect.Reason reason, String detail) ->
                new Settled.Failed(reason, detail, reason == FleetEffect.Reason.FACTORY_FAILED ? cause : null);
        };
        LOG.info("Deployment {} version {}: {}", settle.deployment(), settle.version(), settle.settlement());
        waiters.settled(settle.version(), outcome);
    }

    private Table table() {
        var entries = new ArrayList<Table.Entry>();
        for (DeploymentState deployment : fleet.deployments().values()) {
            if (deployment.served().isEmpty() || deployment.removing()) continue;
            Version version = versions.get(deployment.served().get().version());
            if (version == null) continue;
            var ready = new ArrayList<Table.Ready>();
            for (ReplicaState replica : deployment.ready()) {
                Probe probe = replicas.get(replica.id());
                if (probe != null) ready.add(new Table.Ready(replica.id(), probe.handle()));
            }
            entries.add(new Table.Entry(version.facts(), ready));
        }
        return new Table(table, entries);
    }

    // ---- another life

    ControllerSnapshot snapshot() {
        var known = new ArrayList<ControllerSnapshot.Version>();
        versions.forEach((number, v) -> known.add(new ControllerSnapshot.Version(number, v.facts(), v.starter())));
        var live = new ArrayList<ControllerSnapshot.Live>();
        replicas.forEach((id, probe) -> live.add(new ControllerSnapshot.Live(id, probe.handle())));
        return new ControllerSnapshot(
                List.copyOf(fleet.deployments().values()), fleet.nextReplica(), nextVersion, table, known, live);
    }

    void restore(ControllerSnapshot state) {
        fleet = Fleet.restored(state.deployments(), state.nextReplica(), System.nanoTime());
        nextVersion = state.nextVersion();
        table = state.table();
        for (ControllerSnapshot.Version v : state.versions())
            versions.put(v.number(), new Version(v.facts(), v.starter(), ""));
        for (ControllerSnapshot.Live live : state.replicas()) watch(live.id(), live.handle());
        for (DeploymentState deployment : fleet.deployments().values()) {
            for (ReplicaState replica : deployment.replicas()) {
                Probe probe = replicas.get(replica.id());
                if (probe == null)
                    take(new FleetEvent.ReplicaEnded(replica.id(), End.DIED, "lost with the controller's node"));
                else if (replica.phase() == ReplicaState.Phase.DRAINING) probe.drain();
            }
        }
        take(new FleetEvent.Ticked());
    }
}
