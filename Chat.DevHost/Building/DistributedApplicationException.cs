namespace Aspire.Hosting;

/// <summary>The application cannot be put together or run; the message is for whoever started it.</summary>
public sealed class DistributedApplicationException(string message) : Exception(message);
