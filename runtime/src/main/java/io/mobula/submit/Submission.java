package io.mobula.submit;

import io.mobula.code.ClassVersion;
import io.mobula.code.Manifest;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A program to be run.
 *
 * @param name for people
 * @param code its class path, in order; the node's own follows it
 * @param newest the newest class seen in it: a node of an older Java refuses
 * @param heapBytes of its driver; the node's default if empty
 */
public record Submission(String name, Program program, Manifest code, ClassVersion newest, OptionalLong heapBytes) {
    /** What is called, and with what. */
    public record Program(String mainClass, List<String> arguments, Map<String, String> environment) {
        public Program {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }
}
