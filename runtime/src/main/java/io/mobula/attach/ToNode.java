package io.mobula.attach;

import com.google.protobuf.ByteString;
import io.mobula.code.ClassVersion;
import io.mobula.code.Manifest;
import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.Operation;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Share;
import io.mobula.submit.SubmitAsk;
import io.mobula.watch.WatchAsk;

/** What a driver or the command line tells a node. */
sealed interface ToNode {
    /**
     * Answered by {@link ToDriver.Started}.
     *
     * @param newest the newest class file of the code, as far as it was looked at
     * @param weight beside other jobs, as {@link Share} has it
     */
    record StartJob(String name, Manifest code, ClassVersion newest, int weight) implements ToNode {
        StartJob(String name, Manifest code, ClassVersion newest) {
            this(name, code, newest, Share.EQUAL);
        }
    }

    /**
     * Answered by {@link ToDriver.Done}; what happened beyond {@code known} follows.
     *
     * @param confirmed the last death the driver has handled
     */
    record ResumeJob(ProcessId driver, ByteString capability, String name, Progress known, long confirmed)
            implements ToNode {}

    /** Not answered. */
    record Confirm(long index) implements ToNode {}

    /** Not answered. */
    record Ping() implements ToNode {}

    record Goodbye() implements ToNode {}

    /** Answered by {@link ToDriver.Replied}. May be asked again, of any home. */
    record AskDirectory(DirectoryRequest request) implements ToNode {}

    /** Answered by {@link ToDriver.Listed}. */
    record ListDirectory() implements ToNode {}

    record Status() implements ToNode {}

    /** Answered by {@link ToDriver.Operated}. */
    record Operate(Operation operation) implements ToNode {}

    record Stop() implements ToNode {}

    /** Answered by {@link ToDriver.Watched}. */
    record Watch(WatchAsk ask) implements ToNode {}

    /** Answered by {@link ToDriver.Done}; {@link ToDriver.Printed} follow, if they are wanted. Only of a driver that has proven to be one. */
    record Listen(Listening how) implements ToNode {}

    /** Answered by {@link ToDriver.Done} after all that was printed before. */
    record TellPrinted() implements ToNode {}

    /**
     * Answered by {@link ToDriver.Memory}.
     *
     * @param top how many of the largest objects
     */
    record Memory(int top) implements ToNode {}

    /** Answered by {@link ToDriver.Submitted}. */
    record Submitted(SubmitAsk ask) implements ToNode {}
}
