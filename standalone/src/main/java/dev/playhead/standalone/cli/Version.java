package dev.playhead.standalone.cli;

import dev.playhead.standalone.run.InfoRoute;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: this build's version and the virtual machine's. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"playhead " + InfoRoute.version(), "java " + Runtime.version()};
    }
}
