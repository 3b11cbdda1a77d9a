package io.mobula.session;

import io.mobula.api.ActorHandle;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.process.DirectoryAccess;
import java.util.Optional;

/** Actors by their names. */
record ActorFinding(MobulaSession session) {
    <A> Optional<ActorHandle<A>> find(Class<A> type, String name) {
        session.checkOpen();
        DirectoryAccess directory = session.engine().process().directory();
        String what = "Finding actor '" + name + "'";
        DirectoryReply reply = Waiting.forFuture(
                directory.ask(new DirectoryRequest.FindActor(session.namespace(), name)), what, Long.MAX_VALUE);
        if (!(reply instanceof DirectoryReply.Found(ActorRecord found))) return Optional.empty();
        directory.learn(found);
        return Optional.of(handle(type, found));
    }

    <A> ActorHandle<A> handle(Class<A> type, ActorRecord found) {
        ActorSpec spec = found.spec();
        if (!isA(type, spec)) {
            throw new IllegalArgumentException("%s of namespace '%s' is a %s, not a %s"
                    .formatted(ActorNames.full(spec), spec.namespace(), spec.type(), type.getName()));
        }
        session.engine().process().actors().line(spec.id());
        Liveness liveness = Liveness.of(spec, session.engine().process().refs());
        return new ActorRef<>(session, spec, CallSettings.DEFAULT, liveness);
    }

    /** As far as can be told here: the actor may be of a class that this program does not have. */
    private static boolean isA(Class<?> type, ActorSpec spec) {
        if (spec.type().equals(type.getName()) || spec.type().equals(Object.class.getName())) return true;
        try {
            return type.isAssignableFrom(Class.forName(spec.type(), false, type.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError elsewhere) {
            return type.isInterface(); // which its class may implement
        }
    }
}
