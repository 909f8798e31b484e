using Npgsql;

namespace Chat.Messaging.Operations;

/// <summary>How an operator's command connects: by a name of its own, by which it tells the service's connections from its
/// own, and with all the time it needs. Locks are waited for no longer than the service does.</summary>
internal static class OperatorConnections
{
    public const string Application = "chat-operations";

    /// <summary>Later entries win over the service's settings.</summary>
    public static string Complete(string connectionString) => new NpgsqlConnectionStringBuilder(
        $"{connectionString};Application Name={Application};Options=-c lock_timeout=2000 -c statement_timeout=0 -c jit=off;" +
        "Timezone=UTC;Command Timeout=0;Cancellation Timeout=5000;Max Auto Prepare=0;Maximum Pool Size=4;Timeout=15").ConnectionString;
}
