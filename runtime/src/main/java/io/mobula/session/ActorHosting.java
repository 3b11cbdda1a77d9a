package io.mobula.session;

import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ActorId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Opaque;
import io.mobula.core.task.HostedActor;
import io.mobula.core.task.HostedTask;
import io.mobula.process.ActorHost;
import io.mobula.process.LocalProcess;
import java.util.concurrent.ConcurrentHashMap;

/** The actors that live in this process. */
final class ActorHosting implements ActorHost {
    private final LocalProcess process;
    private final Engines engines;
    private final String node;
    /** Of those ordered and not dropped. */
    private final ConcurrentHashMap<HostedActor, ActorLife> lives = new ConcurrentHashMap<>();

    ActorHosting(LocalProcess process, Engines engines, String node) {
        this.process = process;
        this.engines = engines;
        this.node = node;
        process.hostsWith(this);
    }

    LocalProcess process() {
        return process;
    }

    Engines engines() {
        return engines;
    }

    String node() {
        return node;
    }

    @Override
    public void make(HostedActor actor) {
        var life = new ActorLife(actor, this);
        actor.shell = life;
        lives.put(actor, life);
        var fetch = new DirectoryRequest.FetchCreation(actor.spec.id(), actor.epoch);
        var _ = process.directory().askForLong(fetch).thenAccept(reply -> {
            if (reply instanceof DirectoryReply.Creation creation)
                process.runner().start(run -> life.make(creation, run));
            else
                process.core()
                        .actorFailed(
                                actor, ActorEnd.FORGOTTEN, "the directory does not know it any more", Opaque.EMPTY);
        });
    }

    @Override
    public void over(ActorId actor) {
        if (lives.isEmpty()) return;
        lives.forEach((hosted, life) -> {
            if (hosted.spec.id().equals(actor)) life.interruptMaking();
        });
    }

    @Override
    public void drop(HostedActor actor) {
        ActorLife life = lives.remove(actor);
        if (life != null) life.drop();
    }

    /** The entry of a task hosted here has ended. */
    static void ended(HostedTask task) {
        if (task.actor != null && task.actor.shell instanceof ActorLife life) life.acknowledged(task);
    }
}
