using Chat.ServiceDefaults.Storage;

namespace Chat.Messaging.Storage;

/// <summary>The schemas of the two kinds of database: <c>Migrations/Shard</c>, <c>Migrations/Directory</c>.</summary>
public static class Schema
{
    public static readonly Migrations Shard = Of("Shard");
    public static readonly Migrations Directory = Of("Directory");

    private static Migrations Of(string set) =>
        new(typeof(Schema).Assembly, $"{typeof(Schema).Namespace}.Migrations.{set}.", "schema_migration");
}
