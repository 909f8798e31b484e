namespace Chat.Messaging.Operations;

/// <summary>An operation is not done, or not to its end; the message is for the operator.</summary>
public sealed class OperationRefusedException(string message) : Exception(message);
