package io.mobula.attach;

import io.mobula.call.Identity;
import io.mobula.code.ClassVersion;
import io.mobula.code.Manifest;
import io.mobula.core.message.Share;

/**
 * What a driver says of itself when it attaches.
 *
 * @param name for people
 * @param code its class path, by content
 * @param newest the newest class file in it: the nodes' Java has to be able to read it
 * @param weight beside other jobs, as {@link Share} has it
 * @param host where it runs: the node on the same host sees at once when its process has ended
 */
public record JobRequest(String name, Manifest code, ClassVersion newest, int weight, Identity.Host host) {
    public JobRequest(String name, Manifest code, ClassVersion newest, Identity.Host host) {
        this(name, code, newest, Share.EQUAL, host);
    }
}
