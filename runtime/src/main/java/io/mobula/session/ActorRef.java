package io.mobula.session;

import io.mobula.api.ActorAction;
import io.mobula.api.ActorCall;
import io.mobula.api.ActorHandle;
import io.mobula.api.ActorStream;
import io.mobula.api.Explanation;
import io.mobula.api.ObjectRef;
import io.mobula.api.ObjectStream;
import io.mobula.api.Retry;
import io.mobula.api.StreamBuffer;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ValueException;
import io.mobula.api.spi.Bodies;
import io.mobula.api.spi.Body;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.message.ActorEnd;
import io.mobula.process.ActorLine;
import io.mobula.wire.value.HandleMark;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A handle: the description of an actor, this process's line to it, and the session whose verbs it offers. */
final class ActorRef<A> implements ActorHandle<A>, Serializable {
    private static final long serialVersionUID = 1L;

    private final transient MobulaSession session;
    private final transient ActorSpec spec;
    private final transient CallSettings settings;
    private final transient Liveness liveness;
    private final transient ActorLine line;
    private final transient CallOptions options;

    ActorRef(MobulaSession session, ActorSpec spec, CallSettings settings, Liveness liveness) {
        this.session = session;
        this.spec = spec;
        this.settings = settings;
        this.liveness = liveness;
        this.line = session.engine().process().actors().line(spec.id());
        this.options = new CallOptions(spec, settings, line.lane(settings.lane()));
    }

    ActorSpec spec() {
        return spec;
    }

    HandleMark mark() {
        return settings.mark(spec);
    }

    Liveness liveness() {
        return liveness;
    }

    private ActorRef<A> with(CallSettings next) {
        return new ActorRef<>(session, spec, next, liveness);
    }

    @Override
    public <R extends @Nullable Object> ObjectRef<R> call(ActorCall<? super A, ? extends R> call) {
        return submit(Body.of(call));
    }

    @Override
    public ObjectRef<Void> run(ActorAction<? super A> action) {
        return submit(Body.of(action));
    }

    @Override
    public void send(ActorAction<? super A> action) {
        Unawaited.watch(submit(Body.of(action)));
    }

    @Override
    public <R extends @Nullable Object> ObjectRef<R> callAsync(
            ActorCall<? super A, ? extends CompletionStage<? extends R>> call) {
        return submit(Body.of(new Bodies.Async<A, R>(call)));
    }

    private <R extends @Nullable Object> CellRef<R> submit(Body body) {
        return submit(session.here(), body);
    }

    private <R extends @Nullable Object> CellRef<R> submit(MobulaSession from, Body body) {
        return from.launch(body, launch(from, body, Optional.empty()));
    }

    /** @param named by whose code the call is called */
    private Launch launch(MobulaSession from, Body named, Optional<Launch.Flow> flow) {
        from.engine().options().look(named);
        return new Launch(
                options.of(named.code(), from.inherited()),
                List.of(),
                settings.deadlineNanos(from.deadlineNanos()),
                Optional.of(new CallTicket(spec, line, line.lane(settings.lane()), liveness)),
                flow);
    }

    @Override
    public <T> ObjectStream<T> stream(StreamBuffer buffer, ActorStream<? super A, T> call) {
        Body body = Body.of(new Bodies.StreamedCall<A, T>(call, buffer));
        MobulaSession from = session.here();
        return from.flows().stream(buffer, body, flow -> launch(from, Body.of(call), flow));
    }

    @Override
    public ActorHandle<A> withTimeout(Duration limit) {
        if (!limit.isPositive()) throw new IllegalArgumentException("a timeout must be positive: " + limit);
        return with(new CallSettings(settings.lane(), CellRef.nanos(limit), settings.retry()));
    }

    @Override
    public ActorHandle<A> withGroup(String concurrencyGroup) {
        if (spec.lanes().stream().noneMatch(lane -> lane.name().equals(concurrencyGroup))) {
            throw new IllegalArgumentException(ActorNames.full(spec) + " has no concurrency group '" + concurrencyGroup
                    + "', but "
                    + spec.lanes().stream()
                            .map(lane -> lane.name().isEmpty() ? "the default one" : "'" + lane.name() + "'")
                            .collect(Collectors.joining(", ")));
        }
        return with(new CallSettings(concurrencyGroup, settings.timeoutNanos(), settings.retry()));
    }

    @Override
    public ActorHandle<A> withRetry(Retry policy) {
        return with(new CallSettings(settings.lane(), settings.timeoutNanos(), TaskSettings.rule(policy)));
    }

    @Override
    public ObjectRef<Void> stop() {
        MobulaSession from = session.here();
        from.checkOpen();
        ActorRef<A> plain = with(CallSettings.DEFAULT);
        return new ActorStop(from, spec, line).by(() -> plain.submit(from, Body.of(Bodies.Stop.STOP)));
    }

    @Override
    public void kill() {
        session.checkOpen();
        session.engine()
                .process()
                .tell(new DirectoryRequest.EndActor(
                        spec.id(),
                        ActorEnd.KILLED,
                        "it was killed by " + session.here().speaker()));
    }

    @Override
    public Optional<String> name() {
        return spec.name().isEmpty() ? Optional.empty() : Optional.of(spec.name());
    }

    @Override
    public String id() {
        return spec.id().toString();
    }

    @Override
    public Explanation explain() {
        return session.engine().words().explain(spec, line.latest());
    }

    /** Mobula's own codec never comes here: whoever else serializes a handle has one that keeps nothing alive. */
    private Object writeReplace() {
        throw new ValueException(
                ErrorCode.REF_OUTSIDE_MESSAGE,
                ActorNames.full(spec) + " was serialized by something other than Mobula, where its handle keeps nothing"
                        + " alive. Give the actor a name, and find it by that",
                null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ActorRef<?> ref && ref.spec.id().equals(spec.id());
    }

    @Override
    public int hashCode() {
        return spec.id().hashCode();
    }

    @Override
    public String toString() {
        return "ActorHandle(" + ActorNames.shown(spec) + ", " + spec.id() + ")";
    }
}
