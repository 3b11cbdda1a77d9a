package io.mobula.session;

import io.mobula.api.error.CaptureException;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.RemoteCause;
import io.mobula.api.spi.Body;
import io.mobula.api.spi.BodyCode;
import io.mobula.api.spi.Captures;
import io.mobula.api.spi.Stacks;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId.ObjectKind;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Cell;
import io.mobula.wire.EncodedWork;
import io.mobula.wire.value.Encoded;
import io.mobula.wire.value.RefsPort;
import io.mobula.wire.value.Unshippable;
import io.mobula.wire.value.ValueCodec;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Values as bytes: what a cluster does, and the strict mode of an embedded node. Small ones travel in messages, large ones stay in the store of the process that made them. */
final class EncodedPayloads implements Payloads {
    private static final Logger LOG = LoggerFactory.getLogger(EncodedPayloads.class);

    /** The code a job's values are of, on this process. */
    record Code(ClassLoader loader, ValueCodec codec) {
        static Code of(ClassLoader loader) {
            return new Code(loader, new ValueCodec(loader));
        }
    }

    /** Of an exception in the directory. */
    private static final int MOST_KEPT_BYTES = 64 << 10;

    /** Of captures that are none: the version, and their count. */
    private static final int NO_CAPTURES_BYTES = 2;

    private final Code code;
    private final StoredValues store;
    private final long inlineLimitBytes;
    private final ConcurrentHashMap<Object, Integer> heavy = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<HostedTask, List<Object>> answering = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<BodyCode, Boolean> classesHere = new ConcurrentHashMap<>();
    private @Nullable Engine engine;

    EncodedPayloads(Code code, StoredValues store, long inlineLimitBytes) {
        this.code = code;
        this.store = store;
        this.inlineLimitBytes = inlineLimitBytes;
    }

    @Override
    public void engine(Engine present) {
        engine = present;
    }

    private Engine engine() {
        return Objects.requireNonNull(engine);
    }

    @Override
    public void track(CellRef<?> ref) {
        ref.cell.heldBy(ref);
    }

    @Override
    public Prepared prepare(Body body, List<CellRef<?>> dependencies, Cell result) {
        var port = new RefPorts.Leaving(engine());
        Encoded captures = encode(body, port);
        var dependencyRefs = new ArrayList<RefKey>(dependencies.size());
        for (CellRef<?> dependency : dependencies) dependencyRefs.add(port.export(dependency));
        if (captures.sizeBytes() > inlineLimitBytes) return stored(body, captures, dependencyRefs, port, result);
        return prepared(
                new SubmittedWork(body.code(), captures, result, Optional.empty(), port.kept),
                List.of(),
                dependencyRefs,
                captures,
                result);
    }

    private Encoded encode(Body body, RefPorts.Leaving port) {
        try {
            return code.codec.encodeAll(body.captured(), port);
        } catch (Unshippable refusal) {
            throw worded(body, refusal);
        }
    }

    static CaptureException worded(Body body, Unshippable refusal) {
        int index = refusal.index().orElse(0);
        return Captures.unshippable(body, index, refusal.path(), refusal.reason());
    }

    /** Captures too large for a message become an object of their own, which the task depends on. */
    private Prepared stored(
            Body body, Encoded captures, List<RefKey> dependencyRefs, RefPorts.Leaving port, Cell result) {
        warnOfHeavy(body, captures.sizeBytes());
        CellRef<?> handle = putCaptures(captures, result.name);
        Cell cell = handle.cell;
        port.kept.add(handle);
        dependencyRefs.add(cell.key());
        var none = new Encoded(new byte[0], List.of());
        var work = new SubmittedWork(body.code(), none, result, Optional.of(handle), port.kept);
        return prepared(work, List.of(cell), dependencyRefs, captures, result);
    }

    private CellRef<?> putCaptures(Encoded captures, String name) {
        long number = engine().process().nextNumber();
        Cell cell = Cell.ofPut(
                engine().self(), number, name + " captures", engine().root().nextId(number));
        var handle = new CellRef<>(cell, engine().root());
        track(handle);
        engine().process().complete(cell, store(captures, cell.key(), 0, cell.name));
        return handle;
    }

    @Override
    public Creation creation(Body factory, String name) {
        var port = new RefPorts.Leaving(engine());
        Encoded captures = encode(factory, port);
        boolean small = captures.sizeBytes() <= inlineLimitBytes;
        if (!small) port.kept.add(putCaptures(captures, name));
        Object carried = small ? captures.bytes() : port.kept.getLast();
        BodyCode method = factory.code();
        Object[] parts = {method.owner(), method.name(), method.descriptor(), method.kind(), name, carried};
        byte[] bytes = code.codec.encode(parts, new RefPorts.Leaving(engine())).bytes();
        return new Creation(new Opaque(bytes), port.kept, () -> {});
    }

    @Override
    public Object create(Opaque creation, RunningTask running) throws Throwable {
        MobulaSession session = running.session();
        var port = new RefPorts.Taken(session);
        var parts = (@Nullable Object[]) Objects.requireNonNull(decode(creation, port));
        var method = new BodyCode(text(parts[0]), text(parts[1]), text(parts[2]), (Integer) number(parts[3]));
        byte[] captures = parts[5] instanceof CellRef<?> put ? storedCaptures(put) : (byte[]) number(parts[5]);
        @Nullable Object[] captured = code.codec.decodeAll(new Encoded(captures, List.of()), port);
        Object made = Body.of(method, captured, code.loader).invoke();
        if (made == null) throw new NullPointerException(text(parts[1]) + " made no actor but null");
        return made;
    }

    private @Nullable Object decode(Opaque bytes, RefsPort port) {
        return code.codec.decode(new Encoded(bytes.bytes(), List.of()), port);
    }

    private static String text(@Nullable Object part) {
        return (String) number(part);
    }

    private static Object number(@Nullable Object part) {
        return Objects.requireNonNull(part);
    }

    private byte[] storedCaptures(CellRef<?> put) {
        return switch (put.await()) {
            case Outcome.Stored stored -> readOrFail(stored);
            case Outcome.Failed(Failure failure) -> throw engine().words().exception(failure, put.cell, put.session());
            case Outcome.Inline inline -> ((Encoded) inline.value()).bytes();
        };
    }

    private byte[] readOrFail(Outcome.Stored stored) {
        try {
            return store.read(stored);
        } catch (MissedCopy missed) {
            throw StoredValues.lost(stored, missed);
        }
    }

    private void warnOfHeavy(Body body, long size) {
        int times = heavy.merge(body.code(), 1, Integer::sum);
        if (times == 2) {
            LOG.warn(
                    "{}: captured data ({} bytes) travels with every submit; put it once and capture the ref",
                    body.facts().title(),
                    "%,d".formatted(size));
        }
    }

    private Prepared prepared(
            SubmittedWork work, List<Cell> more, List<RefKey> dependencyRefs, Encoded captures, Cell result) {
        if (dependencyRefs.isEmpty() && captures.refs().isEmpty()) // as most are
        return new Prepared(work, List.of(), List.of(), more);
        var refs = new LinkedHashSet<>(captures.refs());
        refs.addAll(dependencyRefs);
        for (RefKey ref : refs) {
            if (ref.owner().equals(engine().self())) continue;
            engine().process().core().holdAdded(ref); // forwarded: held here until the task has ended
            result.onEnd(_ -> engine().process().core().holdDropped(ref));
        }
        return new Prepared(work, List.copyOf(refs), List.copyOf(dependencyRefs), more);
    }

    @Override
    public Outcome seal(@Nullable Object value, Cell cell) {
        var port = new RefPorts.Leaving(engine());
        try {
            Encoded encoded = code.codec.encode(value, port);
            Outcome outcome = encoded.sizeBytes() <= inlineLimitBytes
                    ? new Outcome.Inline(encoded, encoded.refs())
                    : store(encoded, cell.key(), 0, cell.name);
            engine().process().complete(cell, outcome);
            return outcome;
        } finally {
            Reference.reachabilityFence(port.kept); // until the value holds the refs in it
        }
    }

    private Outcome store(Encoded encoded, RefKey ref, int push, String maker) {
        var key = new CopyKey(ref, push);
        store.put(key, encoded.bytes(), maker);
        return new Outcome.Stored(key, engine().self(), encoded.sizeBytes(), encoded.refs());
    }

    @Override
    public @Nullable Object open(Outcome outcome, MobulaSession session) {
        var port = new RefPorts.Taken(session);
        return switch (outcome) {
            case Outcome.Inline inline -> code.codec.decode((Encoded) inline.value(), port);
            case Outcome.Stored stored -> code.codec.decode(new Encoded(store.read(stored), stored.inside()), port);
            case Outcome.Failed failed -> throw new IllegalStateException("no value: " + failed);
        };
    }

    @Override
    public Failure.Application thrown(Thrown thrown) {
        Throwable error = Stacks.trim(thrown.error());
        Encoded encoded;
        try {
            encoded = encode(thrown, error);
        } catch (MobulaException unshippable) {
            encoded = encode(thrown, standIn(error));
        }
        return new Failure.Application(encoded, SharedPayloads.types(thrown.error()));
    }

    @Override
    public Opaque kept(Thrown thrown) {
        Throwable error = Stacks.trim(thrown.error());
        try {
            return keptAs(thrown, error);
        } catch (MobulaException unshippable) {
            return keptAs(thrown, standIn(error));
        }
    }

    private Opaque keptAs(Thrown thrown, Throwable error) {
        Object[] parts = {thrown.task(), thrown.node(), thrown.attempt(), error};
        byte[] bytes = code.codec.encode(parts, RefsPort.NONE).bytes();
        if (bytes.length <= MOST_KEPT_BYTES) return new Opaque(bytes);
        parts[3] = new RemoteCause(
                error.getClass().getName(),
                "(%,d bytes of exception were too many for the directory)".formatted(bytes.length),
                new StackTraceElement[0],
                null);
        return new Opaque(code.codec.encode(parts, RefsPort.NONE).bytes());
    }

    /** The failure of a task whose job's code is not to be had here; the codec of no job is needed for it. */
    static Failure.Application withoutCode(HostedTask task, String node, Throwable cause) {
        var codec = new ValueCodec(EncodedPayloads.class.getClassLoader());
        Throwable error = cause instanceof MobulaException worded ? worded : standIn(cause);
        Object[] parts = {((EncodedWork) task.push.work()).name(), node, task.push.attempt(), error};
        return new Failure.Application(codec.encode(parts, RefsPort.NONE), SharedPayloads.types(cause));
    }

    /** As above, of a factory. */
    static Opaque withoutCode(Thrown thrown) {
        var codec = new ValueCodec(EncodedPayloads.class.getClassLoader());
        Throwable error = thrown.error() instanceof MobulaException worded ? worded : standIn(thrown.error());
        Object[] parts = {thrown.task(), thrown.node(), thrown.attempt(), error};
        return new Opaque(codec.encode(parts, RefsPort.NONE).bytes());
    }

    private Encoded encode(Thrown thrown, Throwable error) {
        return code.codec.encode(
                new Object[] {thrown.task(), thrown.node(), thrown.attempt(), error}, new RefPorts.Leaving(engine()));
    }

    private static RemoteCause standIn(Throwable error) {
        Throwable cause = error.getCause();
        return new RemoteCause(
                error.getClass().getName(),
                error.getMessage(),
                error.getStackTrace(),
                cause == null ? null : standIn(cause));
    }

    @Override
    public Thrown thrown(Failure.Application failure, MobulaSession session) {
        return thrown((Encoded) failure.error(), failure.types().getFirst(), session);
    }

    @Override
    public Thrown thrown(Opaque failure, MobulaSession session) {
        return thrown(new Encoded(failure.bytes(), List.of()), "an exception", session);
    }

    private Thrown thrown(Encoded failure, String type, MobulaSession session) {
        try {
            var parts = (Object[]) code.codec.decode(failure, new RefPorts.Taken(session));
            return new Thrown((String) parts[0], (String) parts[1], (Integer) parts[2], (Throwable) parts[3]);
        } catch (MobulaException unreadable) {
            var cause = new RemoteCause(
                    type,
                    "its class is not on this class path: " + unreadable.detail(),
                    new StackTraceElement[0],
                    null);
            return new Thrown("The task", "a node", 1, cause);
        }
    }

    @Override
    public String name(HostedTask task) {
        return ((EncodedWork) task.push.work()).name();
    }

    @Override
    public BodyCode code(HostedTask task) {
        return ((EncodedWork) task.push.work()).code();
    }

    @Override
    public boolean runsAlone(HostedTask task) {
        var work = (EncodedWork) task.push.work();
        return work.captures().sizeBytes() == NO_CAPTURES_BYTES
                && classesHere.computeIfAbsent(work.code(), this::isHere);
    }

    private boolean isHere(BodyCode method) {
        try {
            Class.forName(method.ownerName(), false, code.loader);
            return true;
        } catch (ClassNotFoundException | LinkageError elsewhere) {
            return false;
        }
    }

    @Override
    public @Nullable Object run(HostedTask task, RunningTask running, Object... arguments) throws Throwable {
        var work = (EncodedWork) task.push.work();
        var port = new TaskRefs(task, running.session());
        @Nullable Object[] captured = code.codec.decodeAll(captures(task, work), port);
        return Body.of(work.code(), captured, code.loader).invoke(arguments);
    }

    private Encoded captures(HostedTask task, EncodedWork work) {
        if (work.captures().sizeBytes() > 0) return work.captures();
        List<Dependency> dependencies = task.push.dependencies();
        var stored = (Outcome.Stored) dependencies.getLast().outcome();
        return new Encoded(readOrFail(stored), stored.inside());
    }

    @Override
    public Outcome answer(HostedTask task, @Nullable Object value) {
        var port = new RefPorts.Leaving(engine());
        Encoded encoded = code.codec.encode(value, port);
        if (!port.kept.isEmpty()) answering.put(task, port.kept); // until the owner has taken them over
        return sealed(encoded, task, ObjectKind.RESULT, 0);
    }

    private Outcome sealed(Encoded encoded, HostedTask task, ObjectKind kind, long index) {
        if (encoded.sizeBytes() <= inlineLimitBytes) return new Outcome.Inline(encoded, encoded.refs());
        return store(
                encoded,
                new RefKey(task.push.id().object(kind, index), task.owner, task.push.task()),
                task.push.push(),
                name(task));
    }

    @Override
    public Element element(HostedTask task, long index, @Nullable Object value) {
        var port = new RefPorts.Leaving(engine());
        Encoded encoded = code.codec.encode(value, port);
        return new Element(sealed(encoded, task, ObjectKind.ELEMENT, index), port.kept);
    }

    @Override
    public Opaque save(@Nullable Object[] parts) {
        return new Opaque(code.codec.encode(parts, new RefPorts.Kept()).bytes());
    }

    @Override
    public @Nullable Object[] load(Opaque saved, MobulaSession session) {
        return (@Nullable Object[]) number(decode(saved, new RefPorts.Taken(session)));
    }

    @Override
    public void ended(HostedTask task) {
        if (!answering.isEmpty()) answering.remove(task);
    }
}
