import audits.kit.clock
import audits.kit.ids
import audits.people.constraints
import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('evidence', '0002_thumbnail_sha256'),
        ('people', '0004_guest'),
        ('commitments', '0001_initial'),
        ('connectors', '0001_initial'),
        ('vendors', '0002_order_by_name_whatever_case'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('severity', models.CharField(choices=[('critical', 'Critical'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], default='high', max_length=10, verbose_name='severity')),
                ('status', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed')], default='open', max_length=10)),
                ('change', models.PositiveBigIntegerField(default=0)),
                ('opened_at', models.DateTimeField(default=audits.kit.clock.now)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('fix_reference', models.CharField(blank=True, max_length=1000, verbose_name='permanent fix')),
                ('test_reference', models.CharField(blank=True, max_length=1000, verbose_name='regression test')),
            ],
        ),
        migrations.CreateModel(
            name='IncidentEntry',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('happened_at', models.DateTimeField(default=audits.kit.clock.now)),
                ('text', models.TextField()),
                ('step', models.SlugField(blank=True, max_length=60)),
                ('is_system', models.BooleanField(default=False)),
                ('written_at', models.DateTimeField(default=audits.kit.clock.now)),
            ],
            options={
                'verbose_name_plural': 'incident entries',
                'ordering': ['happened_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='IncidentStep',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('document', models.TextField()),
                ('captured', models.JSONField(default=dict)),
                ('note', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Occurrence',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('slot_on', models.DateField()),
                ('missed', models.PositiveIntegerField(default=0)),
                ('failure', models.CharField(blank=True, max_length=500)),
                ('made_at', models.DateTimeField(default=audits.kit.clock.now)),
            ],
            options={
                'ordering': ['-slot_on'],
            },
        ),
        migrations.CreateModel(
            name='PausedAutomation',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('paused_at', models.DateTimeField(default=audits.kit.clock.now)),
                ('resumed_at', models.DateTimeField(blank=True, null=True)),
                ('resume_note', models.CharField(blank=True, max_length=1000)),
            ],
        ),
        migrations.CreateModel(
            name='Printout',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('content_key', models.CharField(max_length=120)),
                ('status', models.CharField(choices=[('queued', 'Waiting'), ('rendering', 'Being made'), ('done', 'Ready'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('requested_at', models.DateTimeField(default=audits.kit.clock.now)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('fence', models.PositiveIntegerField(default=0)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('failure', models.CharField(blank=True, max_length=500)),
                ('storage_key', models.CharField(blank=True, max_length=200)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('size', models.PositiveBigIntegerField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('run', 'Run'), ('blank', 'Blank checklist'), ('incident', 'Incident')], max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('kind', models.CharField(choices=[('triage', 'Quick triage'), ('monthly', 'Monthly audit'), ('quarterly', 'Quarterly audit'), ('incident', 'Incident'), ('acceptance', 'Acceptance'), ('audit', 'Audit')], default='audit', max_length=12, verbose_name='kind')),
                ('groups', models.JSONField(default=list)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('status', models.CharField(choices=[('open', 'Open'), ('finished', 'Finished')], default='open', max_length=10)),
                ('change', models.PositiveBigIntegerField(default=0)),
                ('planned_minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('longest_minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('seconds_before', models.PositiveIntegerField(default=0)),
                ('running_since', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=audits.kit.clock.now)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='RunConnector',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='RunItem',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60)),
                ('position', models.PositiveSmallIntegerField()),
                ('group', models.SlugField(max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('expects', models.CharField(blank=True, max_length=240)),
                ('document', models.TextField()),
                ('proposed_by', models.CharField(blank=True, max_length=60)),
                ('status', models.CharField(choices=[('todo', 'To do'), ('doing', 'In progress'), ('pass', 'Pass'), ('fail', 'Fail'), ('blocked', 'Blocked'), ('n/a', 'Not applicable')], default='todo', max_length=8)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('record', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('checklist', models.SlugField(max_length=60, verbose_name='checklist')),
                ('unit', models.CharField(choices=[('once', 'Once'), ('day', 'Days'), ('week', 'Weeks'), ('month', 'Months')], default='month', max_length=5, verbose_name='every')),
                ('every', models.PositiveSmallIntegerField(default=1, verbose_name='interval')),
                ('starts_on', models.DateField(verbose_name='first date')),
                ('at_time', models.TimeField(default=datetime.time(8, 0), verbose_name='local time')),
                ('next_on', models.DateField(blank=True, null=True)),
                ('next_at', models.DateTimeField(blank=True, null=True)),
                ('due_days', models.PositiveSmallIntegerField(default=7, verbose_name='days until due')),
                ('with_commitments', models.BooleanField(default=False, verbose_name="test the vendor's commitments")),
                ('is_paused', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(default=audits.kit.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ScheduleConnector',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('evidence', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='attachment', to='evidence.evidence')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='ChecklistVersion',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60, verbose_name='slug')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('kind', models.CharField(max_length=12)),
                ('document', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField(default=audits.kit.clock.now)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='checklists', to='people.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60, verbose_name='slug')),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('document', models.JSONField()),
                ('copied_from', models.CharField(blank=True, max_length=60)),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(default=audits.kit.clock.now)),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=audits.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('check_slug', models.SlugField(blank=True, max_length=60)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('resolved', 'Resolved'), ('accepted', 'Risk accepted'), ('dropped', 'Dropped')], default='draft', max_length=10)),
                ('occurred_at', models.DateTimeField(blank=True, null=True, verbose_name='when it happened')),
                ('steps', models.TextField(blank=True, verbose_name='steps')),
                ('expected', models.TextField(blank=True, verbose_name='expected')),
                ('observed', models.TextField(blank=True, verbose_name='observed')),
                ('mitigation', models.CharField(blank=True, choices=[('rollback', 'Rolled back'), ('revert_mapping', 'Mapping reverted'), ('throttle', 'Throttled'), ('disable_connector', 'Connector disabled'), ('pause_automation', 'Automation paused'), ('none_yet', 'None yet'), ('other', 'Something else')], max_length=20, verbose_name='mitigation applied')),
                ('mitigation_note', models.CharField(blank=True, max_length=1000, verbose_name='what was done')),
                ('severity', models.CharField(choices=[('critical', 'Critical'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], default='medium', max_length=10, verbose_name='severity')),
                ('affected_records', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='affected records')),
                ('is_revenue', models.BooleanField(default=False, verbose_name='touches revenue')),
                ('failure_modes', models.JSONField(default=list, verbose_name='failure modes')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('fix', models.TextField(blank=True, verbose_name='fix')),
                ('regression_test', models.CharField(blank=True, max_length=1000, verbose_name='regression test')),
                ('ticket_url', models.URLField(blank=True, max_length=1000, verbose_name='ticket')),
                ('accepted_reason', models.TextField(blank=True, verbose_name='why the risk is accepted')),
                ('accepted_until', models.DateField(blank=True, null=True, verbose_name='accepted until')),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(default=audits.kit.clock.now)),
                ('created_at', models.DateTimeField(default=audits.kit.clock.now)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='finding',
            name='connector',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='connectors.connector', verbose_name='connector'),
        ),
        migrations.AddField(
            model_name='finding',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='finding',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='finding',
            name='recurs',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='recurrences', to='checklists.finding'),
        ),
        migrations.AddField(
            model_name='finding',
            name='resolved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='finding',
            name='saved_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='finding',
            name='vendor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='vendors.vendor', verbose_name='vendor'),
        ),
        migrations.AddField(
            model_name='finding',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='finding',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='checklists.finding'),
        ),
        migrations.AddField(
            model_name='incident',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incident',
            name='finding',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='checklists.finding'),
        ),
        migrations.AddField(
            model_name='incident',
            name='opened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incident',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='incident',
            name='vendor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='vendors.vendor'),
        ),
        migrations.AddField(
            model_name='incident',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='incident',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='checklists.incident'),
        ),
        migrations.AddField(
            model_name='incidententry',
            name='corrects',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='checklists.incidententry'),
        ),
        migrations.AddField(
            model_name='incidententry',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='checklists.incident'),
        ),
        migrations.AddField(
            model_name='incidententry',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace'),
        ),
        migrations.AddField(
            model_name='incidententry',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incidentstep',
            name='done_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incidentstep',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='checklists.incident'),
        ),
        migrations.AddField(
            model_name='incidentstep',
            name='saved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incidentstep',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace'),
        ),
        migrations.AddField(
            model_name='pausedautomation',
            name='connector',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paused_automations', to='connectors.connector'),
        ),
        migrations.AddField(
            model_name='pausedautomation',
            name='incident',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paused_automations', to='checklists.incident'),
        ),
        migrations.AddField(
            model_name='pausedautomation',
            name='paused_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pausedautomation',
            name='resumed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pausedautomation',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace'),
        ),
        migrations.AddField(
            model_name='printout',
            name='checklist',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='checklists.checklistversion'),
        ),
        migrations.AddField(
            model_name='printout',
            name='incident',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='printouts', to='checklists.incident'),
        ),
        migrations.AddField(
            model_name='printout',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='printout',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace'),
        ),
        migrations.AddField(
            model_name='run',
            name='checklist',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='checklists.checklistversion'),
        ),
        migrations.AddField(
            model_name='run',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='run',
            name='finished_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='run',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='run',
            name='predecessor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='successors', to='checklists.run'),
        ),
        migrations.AddField(
            model_name='run',
            name='vendor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='vendors.vendor', verbose_name='vendor'),
        ),
        migrations.AddField(
            model_name='run',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace'),
        ),
        migrations.AddField(
            model_name='printout',
            name='run',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='printouts', to='checklists.run'),
        ),
        migrations.AddField(
            model_name='pausedautomation',
            name='run',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paused_automations', to='checklists.run'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='run',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='occurrence', to='checklists.run'),
        ),
        migrations.AddField(
            model_name='incident',
            name='run',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='checklists.run'),
        ),
        migrations.AddField(
            model_name='finding',
            name='run',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='checklists.run'),
        ),
        migrations.AddField(
            model_name='runconnector',
            name='connector',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='run_connectors', to='connectors.connector'),
        ),
        migrations.AddField(
            model_name='runconnector',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='run_connectors', to='checklists.run'),
        ),
        migrations.AddField(
            model_name='runconnector',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace'),
        ),
        migrations.AddField(
            model_name='runitem',
            name='commitment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='commitments.commitment'),
        ),
        migrations.AddField(
            model_name='runitem',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='runitem',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='checklists.run'),
        ),
        migrations.AddField(
            model_name='runitem',
            name='saved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='runitem',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace'),
        ),
        migrations.AddField(
            model_name='pausedautomation',
            name='item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paused_automations', to='checklists.runitem'),
        ),
        migrations.AddField(
            model_name='finding',
            name='item',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='finding', to='checklists.runitem'),
        ),
        migrations.AddField(
            model_name='schedule',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schedule',
            name='follows',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='planned_schedules', to='checklists.run'),
        ),
        migrations.AddField(
            model_name='schedule',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='schedule',
            name='vendor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='schedules', to='vendors.vendor', verbose_name='vendor'),
        ),
        migrations.AddField(
            model_name='schedule',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='schedule',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='checklists.schedule'),
        ),
        migrations.AddField(
            model_name='scheduleconnector',
            name='connector',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='connectors.connector'),
        ),
        migrations.AddField(
            model_name='scheduleconnector',
            name='schedule',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedule_connectors', to='checklists.schedule'),
        ),
        migrations.AddField(
            model_name='scheduleconnector',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.workspace'),
        ),
        migrations.AddConstraint(
            model_name='incidententry',
            constraint=models.UniqueConstraint(fields=('workspace', 'id'), name='checklists_entry_in_workspace'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.UniqueConstraint(fields=('workspace', 'id'), name='checklists_run_in_workspace'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.UniqueConstraint(fields=('workspace', 'id'), name='checklists_incident_in_workspace'),
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=models.UniqueConstraint(fields=('workspace', 'id'), name='checklists_item_in_workspace'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('workspace', 'id'), name='checklists_finding_in_workspace'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.UniqueConstraint(fields=('workspace', 'id'), name='checklists_schedule_in_workspace'),
        ),
        migrations.AddConstraint(
            model_name='checklistversion',
            constraint=models.UniqueConstraint(fields=('workspace', 'slug', 'version'), name='checklists_version_once'),
        ),
        migrations.AddConstraint(
            model_name='checklistversion',
            constraint=models.UniqueConstraint(condition=models.Q(('workspace', None)), fields=('slug', 'version'), name='checklists_builtin_version_once'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('workspace', 'slug'), name='checklists_draft_once'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(fields=('finding', 'number'), name='checklists_attachment_finding_once'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(fields=('incident', 'number'), name='checklists_attachment_incident_once'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=audits.people.constraints.SameWorkspace(field='evidence', name='checklists_attachment_evidence_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=audits.people.constraints.SameWorkspace(field='finding', name='checklists_attachment_finding_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=audits.people.constraints.SameWorkspace(field='incident', name='checklists_attachment_incident_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finding', None), ('incident__isnull', False)), models.Q(('finding__isnull', False), ('incident', None)), _connector='OR'), name='checklists_attachment_one_place'),
        ),
        migrations.AddConstraint(
            model_name='incidententry',
            constraint=audits.people.constraints.SameWorkspace(field='incident', name='checklists_entry_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='incidententry',
            constraint=audits.people.constraints.SameWorkspace(field='corrects', name='checklists_entry_corrects_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='incidentstep',
            constraint=models.UniqueConstraint(fields=('incident', 'slug'), name='checklists_step_once'),
        ),
        migrations.AddConstraint(
            model_name='incidentstep',
            constraint=models.UniqueConstraint(fields=('incident', 'position'), name='checklists_step_place_once'),
        ),
        migrations.AddConstraint(
            model_name='incidentstep',
            constraint=audits.people.constraints.SameWorkspace(field='incident', name='checklists_step_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='incidentstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='checklists_step_done_pair'),
        ),
        migrations.AddConstraint(
            model_name='incidentstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('saved_at', None), ('saved_by', None)), models.Q(('saved_at__isnull', False), ('saved_by__isnull', False)), _connector='OR'), name='checklists_step_saved_pair'),
        ),
        migrations.AddIndex(
            model_name='run',
            index=models.Index(fields=['workspace', 'status', '-id'], name='checklists_run_list'),
        ),
        migrations.AddIndex(
            model_name='run',
            index=models.Index(fields=['owner', 'status', 'due_on'], name='checklists_run_owner'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.UniqueConstraint(fields=('workspace', 'number'), name='checklists_run_number_once'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=audits.people.constraints.SameWorkspace(field='vendor', name='checklists_run_vendor_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=audits.people.constraints.SameWorkspace(field='predecessor', name='checklists_run_predecessor_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'finished'])), name='checklists_run_status'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['triage', 'monthly', 'quarterly', 'incident', 'acceptance', 'audit'])), name='checklists_run_kind'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('finished_by', None)), models.Q(('finished_at__isnull', False), ('finished_by__isnull', False)), _connector='OR'), name='checklists_run_finished_pair'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('status', 'open')), models.Q(('finished_at__isnull', False), ('status', 'finished')), _connector='OR'), name='checklists_run_finished_is_told'),
        ),
        migrations.AddIndex(
            model_name='printout',
            index=models.Index(fields=['status', 'requested_at'], name='checklists_printout_queue'),
        ),
        migrations.AddConstraint(
            model_name='printout',
            constraint=audits.people.constraints.SameWorkspace(field='run', name='checklists_printout_run_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='printout',
            constraint=audits.people.constraints.SameWorkspace(field='incident', name='checklists_printout_incident_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='printout',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'failed'), _negated=True), fields=('workspace', 'content_key'), name='checklists_printout_made_once'),
        ),
        migrations.AddConstraint(
            model_name='printout',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'run'), ('run__isnull', False)), models.Q(('incident__isnull', False), ('kind', 'incident')), models.Q(('checklist__isnull', False), ('kind', 'blank')), _connector='OR'), name='checklists_printout_of_something'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(fields=['workspace', 'status', '-id'], name='checklists_incident_list'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.UniqueConstraint(fields=('workspace', 'number'), name='checklists_incident_number_once'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=audits.people.constraints.SameWorkspace(field='finding', name='checklists_incident_finding_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=audits.people.constraints.SameWorkspace(field='run', name='checklists_incident_run_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=audits.people.constraints.SameWorkspace(field='vendor', name='checklists_incident_vendor_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='checklists_incident_closed_pair'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'closed'])), name='checklists_incident_status'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('status', 'open')), models.Q(('closed_at__isnull', False), ('status', 'closed'), models.Q(('fix_reference', ''), _negated=True), models.Q(('test_reference', ''), _negated=True)), _connector='OR'), name='checklists_incident_closed_whole'),
        ),
        migrations.AddConstraint(
            model_name='runconnector',
            constraint=models.UniqueConstraint(fields=('run', 'connector'), name='checklists_run_connector_once'),
        ),
        migrations.AddConstraint(
            model_name='runconnector',
            constraint=audits.people.constraints.SameWorkspace(field='run', name='checklists_run_connector_run_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='runconnector',
            constraint=audits.people.constraints.SameWorkspace(field='connector', name='checklists_run_connector_same_workspace'),
        ),
        migrations.AddIndex(
            model_name='runitem',
            index=models.Index(fields=['owner', 'status', 'due_on'], name='checklists_item_owner'),
        ),
        migrations.AddIndex(
            model_name='runitem',
            index=models.Index(fields=['workspace', 'slug', '-saved_at'], name='checklists_item_history'),
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=models.UniqueConstraint(fields=('run', 'slug'), name='checklists_item_once'),
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=audits.people.constraints.SameWorkspace(field='run', name='checklists_item_run_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=audits.people.constraints.SameWorkspace(field='commitment', name='checklists_item_commitment_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['todo', 'doing', 'pass', 'fail', 'blocked', 'n/a'])), name='checklists_item_status'),
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'n/a'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='checklists_item_not_applicable_says_why'),
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('saved_at', None), ('saved_by', None)), models.Q(('saved_at__isnull', False), ('saved_by__isnull', False)), _connector='OR'), name='checklists_item_saved_pair'),
        ),
        migrations.AddIndex(
            model_name='pausedautomation',
            index=models.Index(condition=models.Q(('resumed_at', None)), fields=['workspace', '-id'], name='checklists_pause_on_hold'),
        ),
        migrations.AddConstraint(
            model_name='pausedautomation',
            constraint=audits.people.constraints.SameWorkspace(field='connector', name='checklists_pause_connector_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='pausedautomation',
            constraint=audits.people.constraints.SameWorkspace(field='run', name='checklists_pause_run_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='pausedautomation',
            constraint=audits.people.constraints.SameWorkspace(field='item', name='checklists_pause_item_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='pausedautomation',
            constraint=audits.people.constraints.SameWorkspace(field='incident', name='checklists_pause_incident_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='pausedautomation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resumed_at', None), ('resumed_by', None)), models.Q(('resumed_at__isnull', False), ('resumed_by__isnull', False)), _connector='OR'), name='checklists_pause_resumed_pair'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['workspace', 'state', '-id'], name='checklists_finding_list'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['workspace', 'check_slug', '-id'], name='checklists_finding_check'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['owner', 'state', 'due_on'], name='checklists_finding_owner'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('state', 'accepted')), fields=['accepted_until'], name='checklists_finding_runs_out'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('workspace', 'number'), name='checklists_finding_number_once'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=audits.people.constraints.SameWorkspace(field='run', name='checklists_finding_run_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=audits.people.constraints.SameWorkspace(field='item', name='checklists_finding_item_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=audits.people.constraints.SameWorkspace(field='vendor', name='checklists_finding_vendor_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=audits.people.constraints.SameWorkspace(field='connector', name='checklists_finding_connector_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=audits.people.constraints.SameWorkspace(field='recurs', name='checklists_finding_recurs_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'open', 'resolved', 'accepted', 'dropped'])), name='checklists_finding_state'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('severity__in', ['critical', 'high', 'medium', 'low'])), name='checklists_finding_severity'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'dropped']), models.Q(('occurred_at__isnull', False), models.Q(('steps', ''), _negated=True), models.Q(('expected', ''), _negated=True), models.Q(('observed', ''), _negated=True), models.Q(('mitigation', ''), _negated=True)), _connector='OR'), name='checklists_finding_record_whole'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(models.Q(('accepted_reason', ''), _negated=True), ('accepted_by__isnull', False), ('accepted_until__isnull', False)), _connector='OR'), name='checklists_finding_accepted_whole'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolved_at', None), ('resolved_by', None)), models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', False)), _connector='OR'), name='checklists_finding_resolved_pair'),
        ),
        migrations.AddIndex(
            model_name='schedule',
            index=models.Index(condition=models.Q(('ended_at', None), ('is_paused', False)), fields=['next_at'], name='checklists_schedule_due'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=audits.people.constraints.SameWorkspace(field='vendor', name='checklists_schedule_vendor_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=audits.people.constraints.SameWorkspace(field='follows', name='checklists_schedule_follows_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.CheckConstraint(condition=models.Q(('unit__in', ['once', 'day', 'week', 'month'])), name='checklists_schedule_unit'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.CheckConstraint(condition=models.Q(('every__gte', 1), ('every__lte', 120)), name='checklists_schedule_every'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_at', None), ('next_on', None)), models.Q(('next_at__isnull', False), ('next_on__isnull', False)), _connector='OR'), name='checklists_schedule_next_pair'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.CheckConstraint(condition=models.Q(('with_commitments', False), ('vendor__isnull', False), _connector='OR'), name='checklists_schedule_commitments_of_a_vendor'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.UniqueConstraint(fields=('schedule', 'slot_on'), name='checklists_occurrence_once'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=audits.people.constraints.SameWorkspace(field='schedule', name='checklists_occurrence_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=audits.people.constraints.SameWorkspace(field='run', name='checklists_occurrence_run_same_workspace'),
        ),
        migrations.AddConstraint(
            model_name='scheduleconnector',
            constraint=models.UniqueConstraint(fields=('schedule', 'connector'), name='checklists_schedule_connector_once'),
        ),
        migrations.AddConstraint(
            model_name='scheduleconnector',
            constraint=audits.people.constraints.SameWorkspace(field='schedule', name='checklists_schedule_connector_schedule_same'),
        ),
        migrations.AddConstraint(
            model_name='scheduleconnector',
            constraint=audits.people.constraints.SameWorkspace(field='connector', name='checklists_schedule_connector_same_workspace'),
        ),
    ]
