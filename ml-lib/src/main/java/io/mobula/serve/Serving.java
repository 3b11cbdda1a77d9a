package io.mobula.serve;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.error.ActorUnavailableException;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.WaitInterruptedException;
import io.mobula.serve.ServeException.Code;
import io.mobula.serve.core.FleetEffect.Reason;
import io.mobula.serve.http.HttpLimits;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program's side of serving: starts the actors, and waits for them. */
final class Serving implements Serve {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
    /** A controller that restarts while it is asked is asked again, so often. */
    private static final int ASKED_AGAIN = 20;

    private final Mobula mobula;
    private final Mobula namespace;
    private final ActorHandle<Controller> controller;
    private final String id = UUID.randomUUID().toString();
    /** Guards what is below. */
    private final Object lock = new Object();

    private final Set<String> deployed = new LinkedHashSet<>();
    private final Map<String, ActorHandle<Ingress>> ingresses = new LinkedHashMap<>();
    private HttpLimits limits = HttpLimits.defaults();
    private @Nullable URI uri;
    private boolean kept;
    private boolean closed;

    private Serving(Mobula mobula, Mobula namespace, ActorHandle<Controller> controller) {
        this.mobula = mobula;
        this.namespace = namespace;
        this.controller = controller;
        Router.enter(controller);
    }

    static Serving on(Mobula mobula) {
        Mobula namespace = mobula.withNamespace(NAMESPACE);
        ActorHandle<Controller> controller = namespace
                .actor()
                .name(Controller.NAME)
                .maxRestarts(-1)
                .detached()
                .getOrStart(Controller.class, () -> new Controller(mobula));
        return new Serving(mobula, namespace, controller);
    }

    @Override
    public Serve limits(HttpLimits next) {
        synchronized (lock) {
            limits = next;
        }
        return this;
    }

    @Override
    public Serve http(int port) {
        return http("127.0.0.1", port);
    }

    @Override
    public Serve http(String host, int port) {
        Ingress.Settings settings;
        synchronized (lock) {
            settings = new Ingress.Settings(host, port, limits);
        }
        Mobula session = mobula;
        ActorHandle<Controller> to = controller;
        ActorHandle<Ingress> ingress = namespace
                .actor()
                .name(settings.actor())
                .maxRestarts(-1)
                .maxConcurrency(4)
                .detached()
                .getOrStart(Ingress.class, () -> new Ingress(session, to, settings));
        try {
            URI at = URI.create(ingress.call(Ingress::uri).get());
            synchronized (lock) {
                uri = at;
                ingresses.put(settings.actor(), ingress);
            }
            return this;
        } catch (WaitInterruptedException e) {
            throw e;
        } catch (MobulaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ServeException(
                    Code.INGRESS_FAILED,
                    "The listener on " + host + ":" + port + " could not start: " + cause.getMessage()
                            + ". Free the port, or take another.",
                    cause);
        }
    }

    @Override
    public <A> Deployment<A> deployment(String name, Class<A> type) {
        return Deployment.of(this, name, type);
    }

    <A> Handle<A> deploy(Facts facts, Blueprints blueprints) {
        Mobula session = mobula;
        ActorHandle<Starter> starter = namespace
                .actor()
                .name("starter " + facts.name() + " " + UUID.randomUUID())
                .maxRestarts(-1)
                .detached()
                .start(() -> new Starter(session, blueprints));
        long version;
        try {
            String serve = id;
            version = controller.call(c -> c.deploy(facts, starter, serve)).get();
        } catch (MobulaException e) {
            starter.kill();
            throw e.cause(ServeException.class).<RuntimeException>map(x -> x).orElse(e);
        }
        synchronized (lock) {
            deployed.add(facts.name());
        }
        reach(settled(facts.name(), version));
        return new RoutedHandle<>(facts.name(), controller, mobula, Optional.empty());
    }

    /** Waits for the end of a deploy. Returns the table that has it. */
    private long settled(String name, long version) {
        for (int lost = 0; ; ) {
            try {
                switch (controller.callAsync(c -> c.settled(version)).get()) {
                    case Settled.Serves(long table) -> {
                        return table;
                    }
                    case Settled.Failed failed -> throw failure(name, failed);
                    case Settled.Unknown() ->
                        throw new ServeException(
                                Code.DEPLOYMENT_SUPERSEDED,
                                "The deploy of " + name + " was lost with the controller's node. Deploy it again.",
                                null);
                    case Settled.Pending() -> lost = 0;
                }
            } catch (ActorUnavailableException restarting) {
                if (++lost > ASKED_AGAIN) throw restarting;
            }
        }
    }

    private static ServeException failure(String name, Settled.Failed failed) {
        String what = "Deployment " + name + " was not deployed: ";
        return switch (failed.reason()) {
            case Reason.FACTORY_FAILED ->
                new ServeException(
                        Code.DEPLOYMENT_FAILED,
                        what + "its factory threw " + failed.detail() + ". What served before still serves.",
                        failed.cause());
            case Reason.NOT_READY_IN_TIME ->
                new ServeException(
                        Code.DEPLOYMENT_NOT_READY,
                        what + failed.detail()
                                + " in time. See what they wait for with `mobula serve status`, or raise deployTimeout.",
                        failed.cause());
            case Reason.SUPERSEDED, Reason.REMOVED ->
                new ServeException(Code.DEPLOYMENT_SUPERSEDED, what + failed.detail() + ".", failed.cause());
        };
    }

    /** Waits until every listener of this object, and this process, route by the table. */
    private void reach(long table) {
        List<ActorHandle<Ingress>> all;
        synchronized (lock) {
            all = List.copyOf(ingresses.values());
        }
        for (ActorHandle<Ingress> ingress : all)
            ingress.callAsync(i -> i.reached(table)).get();
        Router.shared(controller).reached(table).join();
    }

    @Override
    public <A> Handle<A> handle(String name, Class<A> type) {
        ServeStatus.DeploymentStatus there = status().deployments().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ServeException(
                        Code.DEPLOYMENT_UNKNOWN, "There is no deployment " + name + ". Deploy it first.", null));
        if (!there.type().equals(type.getName())) {
            throw new IllegalArgumentException(
                    "Deployment " + name + " is of class " + there.type() + ", not of " + type.getName());
        }
        return new RoutedHandle<>(name, controller, mobula, Optional.empty());
    }

    @Override
    public void remove(String name) {
        synchronized (lock) {
            deployed.remove(name);
        }
        if (!controller.call(c -> c.remove(name)).get()) return;
        for (boolean gone = false; !gone; )
            gone = controller.callAsync(c -> c.gone(name)).get();
    }

    @Override
    public ServeStatus status() {
        return controller.call(Controller::status).get();
    }

    @Override
    public URI uri() {
        synchronized (lock) {
            if (uri == null) throw new IllegalStateException("There is no listener: call http(port) first");
            return uri;
        }
    }

    @Override
    public Serve keep() {
        synchronized (lock) {
            kept = true;
        }
        return this;
    }

    @Override
    public void close() {
        List<String> own;
        boolean stays;
        synchronized (lock) {
            if (closed) return;
            closed = true;
            stays = kept;
            own = List.copyOf(deployed);
        }
        // What is to be ended outlives this program: an interrupt does not leave it behind.
        boolean interrupted = Thread.interrupted();
        try {
            if (!stays) remove(own);
        } catch (MobulaException e) {
            LOG.warn("Serving was not closed in good order: {}", e.getMessage());
        } finally {
            Router.leave(controller);
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private void remove(List<String> own) {
        for (String name : own) remove(name);
        if (status().deployments().isEmpty()) end();
    }

    private void end() {
        List<ActorHandle<Ingress>> all;
        synchronized (lock) {
            all = List.copyOf(ingresses.values());
            ingresses.clear();
        }
        for (ActorHandle<Ingress> ingress : all) {
            ingress.call(Ingress::close).get();
            ingress.kill();
        }
        controller.call(Controller::close).get();
        controller.kill();
    }
}
