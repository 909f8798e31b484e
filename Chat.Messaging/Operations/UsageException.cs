namespace Chat.Messaging.Operations;

/// <summary>The command line is none that the command takes.</summary>
public sealed class UsageException(string message) : Exception(message);
