package io.mobula.core.object;

import io.mobula.api.ObjectId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A few processes, each the real {@link References} under a small shell, on a network that delays and overtakes, with crashes, declared deaths of the living, and a log that everybody reads at his own pace.
 *
 * <p>The world keeps the truth: who holds what. Safety is checked when a ref is freed and when one is gained; liveness when all has come to rest.
 */
final class RefWorld {
    private static final int FAULTY_STEPS = 350;
    private static final int REST_LIMIT_STEPS = 20_000;
    private static final int MAX_DEATHS = 2;

    final Random random;
    final Mutation mutation;
    final SimNetwork network = new SimNetwork();
    final List<SimProcess> processes = new ArrayList<>();
    private final Map<RefKey, Integer> levels = new HashMap<>();
    private final Map<Long, RefKey> byRun = new HashMap<>();
    private final Set<RefKey> freed = new LinkedHashSet<>();

    private final List<RefEvent> log = new ArrayList<>();
    private final List<ProcessId> deaths = new ArrayList<>();
    private final Map<ProcessId, Long> confirmed = new LinkedHashMap<>();
    private long settled;
    private int objects;
    private boolean resting;
    private long traceHash;
    int freedCount;
    final Map<String, Integer> reached = new TreeMap<>();

    RefWorld(long seed, Mutation mutation) {
        this.random = new Random(seed * 0x9e3779b97f4a7c15L);
        this.mutation = mutation;
        int size = random.nextInt(3) == 0 ? 4 : 3;
        for (int i = 1; i <= size; i++) processes.add(new SimProcess(this, ProcessId.node(i, 1)));
    }

    /** Runs to the end; throws at the first breach. */
    RefWorld run() {
        for (int i = 0; i < FAULTY_STEPS; i++) step();
        resting = true;
        for (SimProcess process : processes) {
            if (!process.alive && !deaths.contains(process.id)) declare(process);
        }
        int steps = 0;
        while (restStep()) {
            if (++steps > REST_LIMIT_STEPS) throw new AssertionError("LIV-1: no rest after " + steps + " steps");
        }
        checkRest();
        return this;
    }

    private void step() {
        int dice = random.nextInt(1000);
        if (dice < 440) deliver();
        else if (dice < 880) anyAlive().act();
        else if (dice < 960) readLog();
        else if (dice < 992) settleIfDue();
        else fault();
    }

    private boolean restStep() {
        boolean moved = false;
        for (SimProcess process : processes) {
            if (process.alive) moved |= process.wind();
        }
        while (deliver()) moved = true;
        for (SimProcess process : processes) moved |= readLog(process);
        moved |= settleIfDue();
        return moved;
    }

    boolean resting() {
        return resting;
    }

    private SimProcess anyAlive() {
        SimProcess process;
        do process = any();
        while (!process.alive);
        return process;
    }

    SimProcess any() {
        return processes.get(random.nextInt(processes.size()));
    }

    SimProcess process(ProcessId id) {
        return processes.get(id.number() - 1);
    }

    boolean declared(ProcessId id) {
        return deaths.contains(id);
    }

    // Network

    private boolean deliver() {
        var frame = network.next(random);
        frame.ifPresent(next -> {
            trace(next);
            SimProcess to = process(next.lane().to());
            if (to.alive) to.receive(next.lane().from(), next.message());
        });
        return frame.isPresent();
    }

    // Control

    private void fault() {
        if (deaths.size()
                        + processes.stream()
                                .filter(p -> !p.alive && !declared(p.id))
                                .count()
                >= MAX_DEATHS) {
            processes.stream()
                    .filter(p -> !p.alive && !declared(p.id))
                    .findFirst()
                    .ifPresent(this::declare);
            return;
        }
        SimProcess victim = any();
        if (!victim.alive && !declared(victim.id)) declare(victim);
        else if (victim.alive && !declared(victim.id)) {
            if (random.nextInt(3) == 0) declare(victim);
            else victim.stop();
        }
    }

    private void declare(SimProcess process) {
        deaths.add(process.id);
        log.add(new RefEvent.Died(deaths.size(), process.id));
        if (mutation == Mutation.SETTLES_UNCONFIRMED) {
            for (SimProcess p : processes) confirmed.put(p.id, (long) deaths.size());
        }
    }

    void confirm(ProcessId process, long index) {
        confirmed.merge(process, index, Math::max);
    }

    private boolean settleIfDue() {
        if (settled == deaths.size()) return false;
        for (SimProcess process : processes) {
            if (!declared(process.id) && confirmed.getOrDefault(process.id, 0L) < deaths.size()) return false;
        }
        settled = deaths.size();
        log.add(new RefEvent.Settled(settled));
        return true;
    }

    private boolean readLog() {
        return readLog(any());
    }

    private boolean readLog(SimProcess process) {
        if (!process.alive || process.read == log.size()) return false;
        RefEvent entry = log.get(process.read++);
        trace(entry);
        process.heard(entry);
        return true;
    }

    // The truth

    RefKey create(ProcessId owner, int level) {
        objects++;
        var ref = new RefKey(new ObjectId(7, objects), owner, objects);
        levels.put(ref, level);
        byRun.put(ref.run(), ref);
        return ref;
    }

    int level(RefKey ref) {
        return levels.get(ref);
    }

    RefKey ref(long run) {
        return byRun.get(run);
    }

    void gained(SimProcess process, RefKey ref) {
        if (freed.contains(ref) && !declared(process.id) && !declared(ref.owner())) {
            throw new AssertionError("SAFE: " + process.id + " gets " + ref + ", which is freed");
        }
    }

    void freed(SimProcess owner, RefKey ref) {
        freedCount++;
        if (!freed.add(ref)) throw new AssertionError("SAFE: " + ref + " is freed twice");
        if (declared(owner.id)) return;
        for (SimProcess process : processes) {
            if (process.alive && !declared(process.id) && process.uses(ref)) {
                throw new AssertionError("SAFE: " + ref + " is freed while " + process.id + " uses it");
            }
        }
        for (SimNetwork.Frame frame : network.inFlight()) {
            SimProcess to = process(frame.lane().to());
            if (to.alive
                    && !declared(to.id)
                    && !to.dead.contains(frame.lane().from())
                    && to.wouldGain(frame.message(), ref)) {
                throw new AssertionError("SAFE: " + ref + " is freed while it travels in " + frame);
            }
        }
    }

    private void checkRest() {
        for (SimProcess process : processes) {
            if (!process.alive) continue;
            process.checkRest();
            if (process.read != log.size()) throw new AssertionError("LIV-1: " + process.id + " has not read the log");
        }
        if (settled != deaths.size()) throw new AssertionError("REF-8: death " + deaths.size() + " is not settled");
    }

    // What happened

    /** Marks a rare branch, so that a test can say it was taken. */
    void reached(String branch) {
        reached.merge(branch, 1, Integer::sum);
    }

    void trace(Object what) {
        traceHash = traceHash * 0x100000001b3L + what.toString().hashCode();
    }

    void sent(ProcessId from, ProcessId to, Message message) {
        network.send(from, to, message);
    }

    long traceHash() {
        return traceHash;
    }
}
