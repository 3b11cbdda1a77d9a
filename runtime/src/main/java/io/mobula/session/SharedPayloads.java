package io.mobula.session;

import io.mobula.api.spi.Body;
import io.mobula.api.spi.BodyCode;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Value;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Cell;
import io.mobula.process.LocalWork;
import io.mobula.wire.value.Isolation;
import io.mobula.wire.value.Unshippable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Values of an embedded node: immutable ones are shared, all others copied once on the way in and once for each reader. Nothing is encoded. */
final class SharedPayloads implements Payloads {
    private record SharedWork(Body body, Cell cell) implements LocalWork {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    private record SharedValue(@Nullable Object value) implements Value {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    private record SharedError(Thrown thrown) implements Value {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    /** Failures of factories that are kept for those who ask. */
    private static final int MOST_FAILURES = 10_000;

    /** By the number that the directory keeps in place of bytes. */
    private final ConcurrentHashMap<Long, Body> factories = new ConcurrentHashMap<>();

    private final ConcurrentSkipListMap<Long, Thrown> failures = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();

    @Override
    public void engine(Engine engine) {}

    /** Nothing leaves the process: nobody counts. */
    @Override
    public void track(CellRef<?> ref) {}

    @Override
    public Prepared prepare(Body body, List<CellRef<?>> dependencies, Cell result) {
        try {
            return new Prepared(new SharedWork(Isolation.copy(body), result), List.of(), List.of(), List.of());
        } catch (Unshippable refusal) {
            throw EncodedPayloads.worded(body, refusal);
        }
    }

    @Override
    public Creation creation(Body factory, String name) {
        try {
            long number = numbers.incrementAndGet();
            factories.put(number, Isolation.copy(factory));
            List<Object> refs = new ArrayList<>();
            factory.dependencies(refs::add);
            return new Creation(opaque(number), refs, () -> factories.remove(number));
        } catch (Unshippable refusal) {
            throw EncodedPayloads.worded(factory, refusal);
        }
    }

    private static Opaque opaque(long number) {
        return new Opaque(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private static long number(Opaque bytes) {
        return ByteBuffer.wrap(bytes.bytes()).getLong();
    }

    @Override
    public Object create(Opaque creation, RunningTask running) throws Throwable {
        Body factory = factories.get(number(creation));
        if (factory == null) throw new IllegalStateException("the actor is not wanted any more");
        Object made = factory.invoke();
        if (made == null) throw new NullPointerException(factory.code().name() + " made no actor but null");
        return made;
    }

    @Override
    public Outcome seal(@Nullable Object value, Cell cell) {
        Outcome outcome = sealed(value);
        cell.complete(outcome);
        return outcome;
    }

    private static Outcome sealed(@Nullable Object value) {
        return new Outcome.Inline(new SharedValue(Isolation.copy(value)), List.of());
    }

    @Override
    public @Nullable Object open(Outcome outcome, MobulaSession session) {
        if (outcome instanceof Outcome.Inline inline && inline.value() instanceof SharedValue(Object value))
            return Isolation.copy(value);
        throw new IllegalStateException("no shared value: " + outcome);
    }

    @Override
    public Failure.Application thrown(Thrown thrown) {
        return new Failure.Application(new SharedError(thrown), types(thrown.error()));
    }

    @Override
    public Opaque kept(Thrown thrown) {
        long number = numbers.incrementAndGet();
        failures.put(number, thrown);
        if (failures.size() > MOST_FAILURES) failures.remove(failures.firstKey());
        return opaque(number);
    }

    @Override
    public Thrown thrown(Opaque failure, MobulaSession session) {
        Thrown thrown = failures.get(number(failure));
        return thrown != null
                ? thrown
                : new Thrown("The factory", "this node", 1, new IllegalStateException("its exception is forgotten"));
    }

    @Override
    public Thrown thrown(Failure.Application failure, MobulaSession session) {
        return ((SharedError) failure.error()).thrown();
    }

    static List<String> types(Throwable error) {
        var names = new ArrayList<String>();
        for (Class<?> type = error.getClass(); type != Object.class; type = type.getSuperclass())
            names.add(type.getName());
        return names;
    }

    @Override
    public String name(HostedTask task) {
        return ((SharedWork) task.push.work()).cell().name;
    }

    @Override
    public BodyCode code(HostedTask task) {
        return ((SharedWork) task.push.work()).body().code();
    }

    @Override
    public boolean runsAlone(HostedTask task) {
        return true;
    }

    @Override
    public @Nullable Object run(HostedTask task, RunningTask running, Object... arguments) throws Throwable {
        return ((SharedWork) task.push.work()).body().invoke(arguments);
    }

    @Override
    public Outcome answer(HostedTask task, @Nullable Object value) {
        return sealed(value);
    }

    @Override
    public Element element(HostedTask task, long index, @Nullable Object value) {
        return new Element(sealed(value), List.of());
    }

    /** The process dies with the node, and the actor with it: it is only seen to that it could be saved. */
    @Override
    public Opaque save(@Nullable Object[] parts) {
        var _ = Isolation.copy(parts);
        return Opaque.EMPTY;
    }

    @Override
    public @Nullable Object[] load(Opaque saved, MobulaSession session) {
        throw new IllegalStateException("nothing was saved");
    }

    @Override
    public void ended(HostedTask task) {}
}
