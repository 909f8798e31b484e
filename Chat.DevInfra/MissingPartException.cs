namespace Chat.DevInfra;

/// <summary>The machine lacks a part. The message is the one sentence that says what to install.</summary>
public sealed class MissingPartException(string message) : Exception(message)
{
    /// <summary>Says to whoever started this process that starting it again is of no use.</summary>
    public const int ExitCode = 2;
}
