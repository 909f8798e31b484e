using Npgsql;

namespace Chat.ServiceDefaults.Storage;

/// <summary>
/// What every connection to Postgres has unless its connection string says otherwise (there, <c>Options</c> replaces ours
/// whole).
/// </summary>
public static class ConnectionSettings
{
    // lock_timeout: longer than any holder of a chat's lock works, shorter than the callers' 4 s.
    // force_generic_plan: all statements find rows by key; planning each anew for its arrays costs more than running it.
    private const string Session = "-c lock_timeout=2000 -c statement_timeout=5000 -c plan_cache_mode=force_generic_plan -c jit=off";

    // Times in seconds. Auto Prepare: planning the reads over all months costs as much as running them. No Reset On Close: nobody leaves session state behind, what is set is set for a transaction.
    // GSS: Npgsql would try Kerberos before each connection, and the images have no library for it.
    private const string Defaults =
        $"Options={Session};GSS Encryption Mode=Disable;Timeout=2;Command Timeout=6;Cancellation Timeout=500;No Reset On Close=true;" +
        "Maximum Pool Size=12;Keepalive=15;Max Auto Prepare=64;Auto Prepare Min Usages=4;";

    /// <param name="application">Its name, as Postgres shows it.</param>
    public static string Complete(string application, string connectionString) =>
        new NpgsqlConnectionStringBuilder($"{Defaults}Application Name={application};{connectionString}").ConnectionString;
}
