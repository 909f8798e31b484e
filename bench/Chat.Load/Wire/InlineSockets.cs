namespace Chat.Load.Wire;

/// <summary>The generator's reading loops run on the thread that waits for the sockets: a hop to the thread pool each would
/// cost more than what they do.</summary>
internal static class InlineSockets
{
    public const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Before the process's first socket, when the runtime reads it.</summary>
    public static void Use() => Environment.SetEnvironmentVariable(Variable, "1");
}
