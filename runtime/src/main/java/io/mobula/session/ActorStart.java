package io.mobula.session;

import io.mobula.api.ActorHandle;
import io.mobula.api.error.ActorNameTakenException;
import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.spi.Body;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Demand;
import io.mobula.process.ActorLine;
import io.mobula.process.Cell;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The start of one actor: what makes it, what it is to be, and its entry in the directory. */
final class ActorStart {
    private final MobulaSession session;
    private final Engine engine;
    private final ActorSettings settings;
    private final Body factory;

    ActorStart(MobulaSession session, ActorSettings settings, Body factory) {
        session.checkOpen();
        if (settings.policy().detached() && settings.name().isEmpty())
            throw new IllegalStateException("A detached actor is found by its name alone: give it one with name(…)");
        this.session = session;
        this.engine = session.engine();
        this.settings = settings;
        this.factory = factory;
        engine.options().look(factory);
    }

    /** Returns at once, but for a name: that may be taken. */
    <A> ActorHandle<A> start() {
        Entry entry = entry(factory.answerType().getName());
        CompletableFuture<DirectoryReply> answer = entry.register();
        if (settings.name().isEmpty()) return entry.handle();
        if (answered(answer, entry.spec) instanceof DirectoryReply.NameTaken(ActorRecord by)) throw taken(by);
        return entry.handle();
    }

    <A> ActorHandle<A> getOrStart(Class<A> type) {
        var finding = new ActorFinding(session);
        Optional<ActorHandle<A>> found = finding.find(type, settings.name());
        if (found.isPresent()) return found.get();
        Entry entry = entry(type.getName());
        return answered(entry.register(), entry.spec) instanceof DirectoryReply.NameTaken(ActorRecord by)
                ? finding.handle(type, by) // somebody was faster
                : entry.handle();
    }

    private DirectoryReply answered(CompletableFuture<DirectoryReply> answer, ActorSpec spec) {
        DirectoryReply reply = Waiting.forFuture(answer, "The start of " + ActorNames.full(spec), Long.MAX_VALUE);
        return Objects.requireNonNull(reply);
    }

    private ActorNameTakenException taken(ActorRecord by) {
        ActorSpec spec = by.spec();
        return new ActorNameTakenException(
                ErrorCode.ACTOR_NAME_TAKEN,
                "No actor was started: the name '%s' of namespace '%s' is that of %s, a %s of job %s, started by %s. Use getOrStart(…) or find(…) for that one, or choose another name or namespace"
                        .formatted(spec.name(), spec.namespace(), spec.id(), spec.type(), spec.job(), spec.owner()),
                null);
    }

    private Entry entry(String type) {
        TaskId drawn = session.nextLife(factory.code().codeHash());
        var id = new ActorId(drawn.high(), drawn.low());
        Payloads.Creation creation = engine.payloads().creation(factory, id.toString());
        if (settings.policy().detached() && !creation.kept().isEmpty()) throw notAlone();
        Demand demand = settings.remote().inBundle("Actor " + (settings.name().isEmpty() ? type : settings.name()));
        Optional<Cell> cell = settings.policy().detached()
                ? Optional.empty()
                : Optional.of(Cell.ofPut(engine.self(), engine.process().nextNumber(), "handles on " + id, drawn));
        var spec = new ActorSpec(
                id,
                session.job(),
                engine.self(),
                cell.map(Cell::key),
                session.namespace(),
                settings.name(),
                type,
                demand,
                settings.remote().bundle().map(ReservedGroup.Part::id),
                settings.lanes(),
                settings.policy());
        return new Entry(spec, creation, cell);
    }

    private CaptureException notAlone() {
        return new CaptureException(
                ErrorCode.CAPTURE_UNSHIPPABLE,
                "Actor " + settings.name()
                        + " is detached and outlives this session, but its factory captures what ends with it: refs,"
                        + " handles, or values too large for the directory. Capture names and small values, and fetch"
                        + " the rest in the factory",
                null);
    }

    /** One entry in the directory on its way. */
    private final class Entry {
        final ActorSpec spec;
        private final Payloads.Creation creation;
        private final Liveness liveness;

        Entry(ActorSpec spec, Payloads.Creation creation, Optional<Cell> cell) {
            this.spec = spec;
            this.creation = creation;
            this.liveness = cell.map(own -> Liveness.of(own, engine)).orElse(Liveness.OF_DETACHED);
        }

        /** What the factory captured is kept until no life of the actor can follow. */
        CompletableFuture<DirectoryReply> register() {
            ActorLine line = engine.process().actors().line(spec.id());
            Payloads.Creation until = creation; // and not this entry: what keeps the actor alive is in it
            line.whenDead(() -> {
                try {
                    until.forget().run();
                } finally {
                    Reference.reachabilityFence(until.kept());
                }
            });
            return engine.process().directory().create(new DirectoryRequest.CreateActor(spec, creation.bytes()));
        }

        <A> ActorHandle<A> handle() {
            return new ActorRef<>(session, spec, CallSettings.DEFAULT, liveness);
        }
    }
}
