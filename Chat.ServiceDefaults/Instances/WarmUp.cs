namespace Chat.ServiceDefaults.Instances;

/// <summary>What a process does for itself when it listens and before it is given work: a restarted replica gets its share at
/// once, and its first answers would wait for connections, prepared statements and the compiler. Must not throw for what
/// is away.</summary>
public delegate Task WarmUp(CancellationToken cancellation);
