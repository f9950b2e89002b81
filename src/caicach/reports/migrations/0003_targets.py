"""Targets of rates; the database itself refuses to change them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import caicach.journal.models.fields
from caicach.journal.models.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_abbreviation'),
        ('reports', "0002_closing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('figure', models.CharField(max_length=120)),
                ('below', models.BooleanField()),
                ('comparator', models.CharField(max_length=2)),
                ('value', models.DecimalField(decimal_places=3, max_digits=6)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('source', models.TextField()),
                ('status', models.CharField(max_length=10)),
                ('number', models.IntegerField()),
                ('set_at', models.DateTimeField()),
                ('tx', caicach.journal.models.fields.TransactionId(db_default=caicach.journal.models.fields.CurrentTransaction())),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
            ],
            options={
                'ordering': ['figure', 'unit', '-number'],
                'constraints': [models.UniqueConstraint(fields=('figure', 'unit', 'number'), name='reports_target_number', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lte', 100), models.Q(('unit__isnull', False), ('below', True), _connector='OR')), name='reports_target_sane')],
            },
        ),
        append_only("reports_target"),
    ]
