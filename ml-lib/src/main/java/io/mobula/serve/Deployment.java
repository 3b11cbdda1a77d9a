package io.mobula.serve;

import io.mobula.api.ActorFactory;
import io.mobula.api.resource.Resources;
import io.mobula.serve.infer.InferRequest;
import io.mobula.serve.infer.InferResponse;
import io.mobula.serve.infer.ModelSignature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options and routes of a deployment, and {@code deploy}. Immutable: each method returns a new value.
 *
 * @param <A> the deployed class: a plain one, whose methods are called by as many threads at once as {@code maxOngoing} says
 */
public final class Deployment<A> {
    /** A route before its body is made to travel. */
    private sealed interface Draft {
        String path();

        record Single(String path, Class<?> input, Route<?, ?, ?> body) implements Draft {}

        record Batched(String path, Class<?> input, Route<?, ?, ?> body) implements Draft {}

        record Inference(String path, ModelSignature signature, Route<?, ?, ?> body) implements Draft {}
    }

    private static final Facts.Limits DEFAULTS =
            new Facts.Limits(1, 16, 256, 3, 32, Duration.ofMillis(5), Duration.ofSeconds(60), Duration.ofMinutes(2));

    private final Serving serving;
    private final String name;
    private final Class<A> type;
    private final Facts.Limits limits;
    private final Resources each;
    private final List<Draft> routes;

    private Deployment(
            Serving serving, String name, Class<A> type, Facts.Limits limits, Resources each, List<Draft> routes) {
        this.serving = serving;
        this.name = name;
        this.type = type;
        this.limits = limits;
        this.each = each;
        this.routes = List.copyOf(routes);
    }

    static <A> Deployment<A> of(Serving serving, String name, Class<A> type) {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "Deployment \"" + name + "\": a name is made of letters, digits, '.', '_' and '-'");
        }
        return new Deployment<>(serving, name, type, DEFAULTS, Resources.none(), List.of());
    }

    private Deployment<A> with(Facts.Limits next) {
        return new Deployment<>(serving, name, type, next, each, routes);
    }

    private static int atLeast(int least, String what, int given) {
        if (given >= least) return given;
        throw new IllegalArgumentException(what + " is " + given + ": it must be at least " + least);
    }

    private static Duration positive(String what, Duration given) {
        if (given.isPositive()) return given;
        throw new IllegalArgumentException(what + " is " + given + ": it must be positive");
    }

    /** How many replicas there are. Default 1. */
    public Deployment<A> replicas(int count) {
        return with(new Facts.Limits(
                atLeast(1, "replicas", count),
                limits.maxOngoing(),
                limits.maxQueued(),
                limits.retries(),
                limits.batchMax(),
                limits.batchWait(),
                limits.timeout(),
                limits.deployTimeout()));
    }

    /** What a replica takes for as long as it lives. Default nothing. */
    public Deployment<A> resources(Resources ofEach) {
        return new Deployment<>(serving, name, type, limits, ofEach, routes);
    }

    /** How many calls a replica runs at once; a batch is one. Default 16. */
    public Deployment<A> maxOngoing(int calls) {
        return with(new Facts.Limits(
                limits.replicas(),
                atLeast(1, "maxOngoing", calls),
                limits.maxQueued(),
                limits.retries(),
                limits.batchMax(),
                limits.batchWait(),
                limits.timeout(),
                limits.deployTimeout()));
    }

    /** How many requests may wait in an ingress, or in a process with handles, for a replica or their batch. Beyond it: 503 with Retry-After, {@code ActorQueueFullException} at a handle. Default 256. */
    public Deployment<A> maxQueued(int requests) {
        return with(new Facts.Limits(
                limits.replicas(),
                limits.maxOngoing(),
                atLeast(0, "maxQueued", requests),
                limits.retries(),
                limits.batchMax(),
                limits.batchWait(),
                limits.timeout(),
                limits.deployTimeout()));
    }

    /** How often a request that may have run is sent to another replica when its own was lost. Default 3: inference may run twice. 0 for what must not. */
    public Deployment<A> retries(int times) {
        return with(new Facts.Limits(
                limits.replicas(),
                limits.maxOngoing(),
                limits.maxQueued(),
                atLeast(0, "retries", times),
                limits.batchMax(),
                limits.batchWait(),
                limits.timeout(),
                limits.deployTimeout()));
    }

    /** How many requests of a batched route or call share a call of the replica, and how long the first of them waits for others. Default 32, 5 ms. */
    public Deployment<A> batch(int max, Duration wait) {
        if (wait.isNegative()) throw new IllegalArgumentException("wait is " + wait + ": it must not be negative");
        return with(new Facts.Limits(
                limits.replicas(),
                limits.maxOngoing(),
                limits.maxQueued(),
                limits.retries(),
                atLeast(1, "max", max),
                wait,
                limits.timeout(),
                limits.deployTimeout()));
    }

    /** From a request's arrival to its answer; then 504, {@code TaskTimedOutException} at a handle. Default 60 s. */
    public Deployment<A> timeout(Duration longest) {
        return with(new Facts.Limits(
                limits.replicas(),
                limits.maxOngoing(),
                limits.maxQueued(),
                limits.retries(),
                limits.batchMax(),
                limits.batchWait(),
                positive("timeout", longest),
                limits.deployTimeout()));
    }

    /** How long all replicas may take to be ready. Default 2 min. */
    public Deployment<A> deployTimeout(Duration longest) {
        return with(new Facts.Limits(
                limits.replicas(),
                limits.maxOngoing(),
                limits.maxQueued(),
                limits.retries(),
                limits.batchMax(),
                limits.batchWait(),
                limits.timeout(),
                positive("deployTimeout", longest)));
    }

    /** JSON of an input in, JSON of what the route gives out. The path begins with a slash and is none of {@code /v2…} and {@code /-…}. */
    public <I, O> Deployment<A> post(String path, Class<I> input, Route<? super A, I, O> route) {
        return with(new Draft.Single(checked(path), input, route));
    }

    /** As {@link #post}, but requests of all connections are gathered: the route takes their inputs, and gives as many results in the same order. */
    public <I, O> Deployment<A> postBatched(String path, Class<I> input, Route<? super A, List<I>, List<O>> route) {
        return with(new Draft.Batched(checked(path), input, route));
    }

    /** The Open Inference Protocol, under {@code /v2/models/<name of the deployment>}. */
    public Deployment<A> inference(ModelSignature signature, Route<? super A, InferRequest, InferResponse> route) {
        return with(new Draft.Inference(RouteSpec.Inference.PATH, signature, route));
    }

    /** As version 1 of a model that declares neither inputs nor outputs. */
    public Deployment<A> inference(Route<? super A, InferRequest, InferResponse> route) {
        return inference(ModelSignature.none(), route);
    }

    private String checked(String path) {
        if (!path.startsWith("/") || path.startsWith("/-") || path.equals("/v2") || path.startsWith("/v2/")) {
            throw new IllegalArgumentException("Route \"" + path + "\" of deployment " + name
                    + ": a path begins with '/', and neither with /-, nor with /v2");
        }
        return path;
    }

    private Deployment<A> with(Draft route) {
        var next = new ArrayList<>(routes);
        if (next.stream().anyMatch(r -> r.path().equals(route.path()))) {
            throw new IllegalArgumentException("Deployment " + name + " has route " + route.path() + " already");
        }
        next.add(route);
        return new Deployment<>(serving, name, type, limits, each, next);
    }

    /**
     * Deploys, or replaces replica by replica what has this name; returns when it serves. Refs that the factory captures are taken by their values.
     *
     * <p>Failure: {@link ServeException}: the factory threw (its exception is the cause), or the replicas were not ready in time; what served before still does. {@code DEPLOYMENT_NAME_TAKEN} if another {@code Serve} has
     * deployed another class under this name.
     */
    public Handle<A> deploy(ActorFactory<? extends A> factory) {
        if (limits.maxQueued() < limits.batchMax() && routes.stream().anyMatch(r -> r instanceof Draft.Batched)) {
            throw new IllegalArgumentException("Deployment " + name + ": maxQueued is " + limits.maxQueued()
                    + ", and a batch of " + limits.batchMax() + " could never gather. Raise it");
        }
        var paths = new ArrayList<Facts.Path>();
        var specs = new ArrayList<RouteSpec>();
        Optional<ModelSignature> model = Optional.empty();
        for (Draft route : routes) {
            switch (route) {
                case Draft.Single(String path, Class<?> input, Route<?, ?, ?> body) -> {
                    paths.add(new Facts.Path(path, false));
                    specs.add(new RouteSpec.Single(path, input, Blueprint.of(body)));
                }
                case Draft.Batched(String path, Class<?> input, Route<?, ?, ?> body) -> {
                    paths.add(new Facts.Path(path, true));
                    specs.add(new RouteSpec.Batched(path, input, Blueprint.of(body)));
                }
                case Draft.Inference(String path, ModelSignature signature, Route<?, ?, ?> body) -> {
                    model = Optional.of(signature);
                    specs.add(new RouteSpec.Inference(path, name, signature, Blueprint.of(body)));
                }
            }
        }
        var facts = new Facts(name, type.getName(), limits, paths, model);
        var blueprints = new Blueprints(name, Blueprint.of(factory), specs, each, limits.maxOngoing());
        return serving.deploy(facts, blueprints);
    }
}
