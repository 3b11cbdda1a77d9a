package io.mobula.session;

import io.mobula.api.Cluster.Traffic;
import io.mobula.api.Mobula;
import io.mobula.api.resource.Bytes;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.directory.Scene;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Share;
import io.mobula.core.process.ProcessCore;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Arguments;
import io.mobula.process.Links;
import io.mobula.process.LocalDirectory;
import io.mobula.process.LocalProcess;
import io.mobula.store.ObjectStore;
import io.mobula.store.TransferLimits;
import io.mobula.store.Transfers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A node in this JVM, for one session: owner and host are the same process, and nothing listens. */
public final class EmbeddedNode {
    private static final ProcessId SELF = ProcessId.node(1, 1);
    private static final String NAME = "embedded";

    private EmbeddedNode() {}

    /**
     * @param argumentBytes what stored arguments of tasks may take of the store at once
     * @param shards of owned tasks
     * @param infeasibleGraceNanos how long a demand beyond this node is kept before it fails
     */
    public record Settings(
            Demand capacity,
            long argumentBytes,
            int shards,
            long infeasibleGraceNanos,
            long backlogBytes,
            Bytes storeCapacity,
            long inlineLimitBytes,
            long lineageBytes) {}

    /** Values are shared or copied. */
    public static Mobula open(Settings settings) {
        return open(settings, new SharedPayloads(), Arguments.NONE, () -> {});
    }

    /**
     * A cluster's semantics: everything is encoded, and tasks run in another class loader.
     *
     * @param taskLoader of the program's classes, loaded anew
     */
    public static Mobula openStrict(
            Settings settings, ClassLoader programLoader, ClassLoader taskLoader, Runnable afterClose) {
        var store = ObjectStore.ofProgram(settings.storeCapacity());
        var transfers = new Transfers(
                store,
                peer -> {
                    throw new IllegalStateException("an embedded node knows no " + peer);
                },
                TransferLimits.DEFAULT);
        var stored = new StoredValues(store, () -> SELF, transfers);
        Payloads inside = new EncodedPayloads(EncodedPayloads.Code.of(taskLoader), stored, settings.inlineLimitBytes());
        Payloads outside =
                new EncodedPayloads(EncodedPayloads.Code.of(programLoader), stored, settings.inlineLimitBytes());
        return open(settings, new StrictPayloads(outside, inside), stored, () -> {
            store.close();
            afterClose.run();
        });
    }

    private static Mobula open(Settings settings, Payloads payloads, Arguments arguments, Runnable afterClose) {
        var engine = new AtomicReference<Engine>();
        var core = new ProcessCore.Settings(
                SELF,
                settings.capacity(),
                settings.argumentBytes(),
                settings.shards(),
                settings.infeasibleGraceNanos(),
                settings.lineageBytes());
        var directory = new LocalDirectory(new Scene.Site(SELF, NAME, settings.capacity()));
        var engines = new OneEngine(engine);
        var process = new LocalProcess(
                core, Links.NONE, directory, arguments, new Invoker(NAME, engines), settings.backlogBytes());
        process.seesNodes(() -> List.of(SELF));
        var _ = new ActorHosting(process, engines, NAME);
        process.endsWith(task -> {
            ActorHosting.ended(task);
            payloads.ended(task);
        });
        directory.subscribe(process::controlled);
        var node = new ClusterView.Node(
                SELF,
                NAME,
                NAME,
                NAME,
                "",
                settings.capacity(),
                true,
                ProcessHandle.current().pid());
        var view = new ClusterView(1, List.of(node));
        process.controlled(new ControlEvent.Viewed(view));
        var surroundings = new Engine.Surroundings(() -> view, () -> new Traffic(0, 0));
        var closing = new Closing(process, Optional.of(NAME), () -> {
            process.close();
            afterClose.run();
        });
        engine.set(new Engine(process, payloads, surroundings, Share.of(SELF), closing));
        return engine.get().root();
    }

    /** There is one job. */
    private record OneEngine(AtomicReference<Engine> engine) implements Engines {
        @Override
        public Engine of(ProcessId job) {
            return engine.get();
        }

        @Override
        public Engine of(ProcessId actorsJob, HostedTask call) {
            return engine.get();
        }
    }
}
