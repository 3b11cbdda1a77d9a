package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import java.util.Optional;

/** A shape whose actor or bundle is not here: its pushes are refused. */
final class NowhereShape extends HostShape {
    /** Of a bundle's: it may come yet, a call's is bound anew. */
    final Optional<Message.Declare> declared;

    NowhereShape(ProcessId owner, int number, Optional<Message.Declare> declared) {
        super(owner, number);
        this.declared = declared;
    }
}
